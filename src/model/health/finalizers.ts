/** Whose a finalizer of Kubernetes' own is, and for what it waits. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['foregroundDeletion', 'of the garbage collector: what it owns goes first'],
  ['orphan', 'of the garbage collector: what it owns is let go first'],
  ['batch.kubernetes.io/job-tracking', 'of the Job controller: it has yet to count the Pod'],
  ['kubernetes.io/pvc-protection', 'of the claim protection: a Pod still uses it'],
  ['kubernetes.io/pv-protection', 'of the volume protection: a claim is still bound to it'],
  ['service.kubernetes.io/load-balancer-cleanup', 'of the cloud controller: its load balancer goes first'],
]);

/** `finalizer podscope.example/hold`, and whose it is where that is known; several are joined. */
export function finalizersText(finalizers: readonly string[]): string {
  return `finalizer${finalizers.length > 1 ? 's' : ''} ${finalizers.map(owned).join(', ')}`;
}

function owned(finalizer: string): string {
  const known = KNOWN.get(finalizer);
  return known === undefined ? finalizer : `${finalizer} (${known})`;
}
