/** Where the simulated server answers otherwise than a real one, and why it may. */
export const DIFFERENCES: Readonly<Record<string, { readonly simulator: unknown; readonly why: string }>> =
  {};
