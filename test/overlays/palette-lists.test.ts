import { describe, expect, it } from 'vitest';
import { selectedPod } from '../../src/store/selectors/selected/selected-pod.ts';
import { paneState } from '../../src/store/state.ts';
import { pods, podNamed } from '../fixtures/index.ts';
import { screenOf, type TestDashboard } from '../support/dashboards/dashboard.ts';

const SIZE = { columns: 120, rows: 40 };

function ran(text: string, dashboard = onNamespaces('default', 'shop', 'kube-system', 'kube-node-lease')) {
  dashboard.press(...`:${text}`, 'enter');
  return dashboard;
}
const footer = (dashboard: TestDashboard): string =>
  (dashboard.text().trimEnd().split('\n').at(-1) ?? '').trim();
const filterOf = ({ state }: TestDashboard, pane = 'pods'): string => paneState(state, pane).filter;

function onNamespaces(...names: readonly string[]): TestDashboard {
  const dashboard = screenOf(SIZE);
  dashboard.list(
    'namespaces',
    names.map((name) => ({ metadata: { name, uid: name, resourceVersion: '1' } })),
  );
  return dashboard;
}

describe('what is neither an object nor a namespace', () => {
  it.each([
    [
      'po kube-nope',
      'no Pod kube-nope in namespace default, nor such a namespace (near: namespace kube-node-lease)',
    ],
    ['po shpo', 'no Pod shpo in namespace default, nor such a namespace (near: namespace shop)'],
    ['po nosuchthing', 'no Pod nosuchthing in namespace default, nor such a namespace'],
    ['po anatomi-0', 'no Pod anatomi-0 in namespace default, nor such a namespace (near: anatomy-0)'],
    ['po stukc', /^no Pod stukc in namespace default, nor such a namespace \(near: stuck-\S+, stuck-\S+\)$/],
    ['deploy stukc', 'no Deployment stukc in namespace default, nor such a namespace (near: stuck)'],
    ['po/anatomi-0', 'no Pod anatomi-0 in namespace default (near: anatomy-0)'],
    ['po not.one', 'no Pod not.one in namespace default'],
    ['ns shpo', 'namespace shpo does not exist (near: shop); n lists those that do'],
  ])(':%s says so, with names that are near', (line, says) => {
    const dashboard = ran(line);
    if (typeof says === 'string') expect(footer(dashboard)).toBe(says);
    else expect(footer(dashboard)).toMatch(says);
    expect(dashboard.state.look.place.namespace).toBe('default');
  });
});

describe('what kubectl takes behind a kind', () => {
  it.each(['po -A', 'pods --all-namespaces', 'po -A -w', 'po -n shop -A', 'ns -A'])(
    ':%s shows all namespaces',
    (line) => {
      const dashboard = ran(line);
      expect(dashboard.state.look).toMatchObject({ focus: 2, place: { namespace: undefined } });
    },
  );

  it.each(['po -n shop', 'po -nshop', 'pod -n=shop', 'pods --namespace shop', 'pods --namespace=shop'])(
    ':%s goes to that namespace',
    (line) => {
      const dashboard = ran(line);
      expect(dashboard.state.look).toMatchObject({ focus: 2, place: { namespace: 'shop' } });
      expect(filterOf(dashboard)).toBe('');
    },
  );

  it.each([
    ['po -l set=trouble', '-l set=trouble'],
    ['po -lset=trouble', '-l set=trouble'],
    ['po -l=set=trouble', '-l set=trouble'],
    ['pods --selector=set=trouble', '-l set=trouble'],
    ["po -l 'set in (trouble, x),!y'", '-l set in (trouble, x),!y'],
    ['po set=trouble', '-l set=trouble'],
    ['po /anat', 'anat'],
  ])(':%s filters as / does', (line, filter) => {
    const dashboard = ran(line);
    expect(dashboard.state.look.focus).toBe(2);
    expect(filterOf(dashboard)).toBe(filter);
    const labelled = pods.filter(({ metadata }) => metadata.labels?.['set'] === 'trouble');
    const kept = line === 'po /anat' ? [podNamed('anatomy-0')] : labelled;
    expect(kept.length).toBeGreaterThan(0);
    expect(dashboard.text()).toContain(`${kept.length} of ${pods.length} · /${filter}`);
    expect(kept.map(({ metadata }) => metadata.uid)).toContain(selectedPod(dashboard.state)?.metadata.uid);
  });

  it('may stand together, for any kind, with a name', () => {
    const labelled = ran('po -n shop -l app=web -o wide');
    expect(labelled.state.look).toMatchObject({ focus: 2, wide: true, place: { namespace: 'shop' } });
    expect(filterOf(labelled)).toBe('-l app=web');
    const deployments = ran('deploy -A -l app=web');
    expect(deployments.state.look).toMatchObject({ focus: 1, place: { namespace: undefined } });
    expect(filterOf(deployments, 'ownership')).toBe('kind=deployment -l app=web');
    const named = ran('po -n shop web-1');
    named.list('pods', [
      { ...podNamed('anatomy-0'), metadata: { name: 'web-1', namespace: 'shop', uid: 'w' } },
    ]);
    expect(named.state.look.place.namespace).toBe('shop');
    expect(selectedPod(named.state)?.metadata.name).toBe('web-1');
  });

  it('widens the columns where they are asked for, and says nothing of being there already', () => {
    const dashboard = ran('po -o wide');
    expect(dashboard.state.look).toMatchObject({ focus: 2, wide: true });
    expect(footer(dashboard)).not.toContain('these are');
  });

  it.each([
    ['po -n nosuch', 'namespace nosuch does not exist; n lists those that do'],
    ['po -n', ':po -n wants a namespace: [NAME] [-A] [-n NAMESPACE] [-l LABELS]'],
    ['po -l', ':po -l wants labels, such as -l app=x: [NAME] [-A] [-n NAMESPACE] [-l LABELS]'],
    ['po -x', ':po has no flag -x: [NAME] [-A] [-n NAMESPACE] [-l LABELS]'],
    ['po -l =x', /identifier/],
    ["po -l 'app in (a", 'a quote is open'],
    ['po -l app=x web', ':po takes a name or labels, as kubectl does'],
    ['po -o yaml', ':po has -o wide alone; y has the YAML of what is selected'],
    ['po a b', 'one name after :po, please'],
    ['pvc -l app=x', 'the claims of the selected Pod alone are shown: no labels narrow them'],
    ['svc -A', 'Services are not listed · shift-w has those that lead to the Pod'],
  ])(':%s says what is wrong, and changes nothing', (line, says) => {
    const dashboard = ran(line);
    expect(footer(dashboard)).toMatch(says);
    expect(dashboard.state.look.place.namespace).toBe('default');
    expect(filterOf(dashboard)).toBe('');
  });
});

/** What `kubectl api-resources` has in Kubernetes 1.34 of what can be listed: plural, short names, Kind. */
const RESOURCES = `
componentstatuses cs ComponentStatus; configmaps cm ConfigMap; endpoints ep Endpoints; events ev Event;
limitranges limits LimitRange; namespaces ns Namespace; nodes no Node; persistentvolumeclaims pvc PersistentVolumeClaim;
persistentvolumes pv PersistentVolume; pods po Pod; podtemplates PodTemplate;
replicationcontrollers rc ReplicationController; resourcequotas quota ResourceQuota; secrets Secret;
serviceaccounts sa ServiceAccount; services svc Service;
mutatingwebhookconfigurations MutatingWebhookConfiguration; validatingadmissionpolicies ValidatingAdmissionPolicy;
validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding;
validatingwebhookconfigurations ValidatingWebhookConfiguration;
customresourcedefinitions crd crds CustomResourceDefinition; apiservices APIService;
controllerrevisions ControllerRevision; daemonsets ds DaemonSet; deployments deploy Deployment; replicasets rs ReplicaSet;
statefulsets sts StatefulSet; horizontalpodautoscalers hpa HorizontalPodAutoscaler; cronjobs cj CronJob; jobs Job;
certificatesigningrequests csr CertificateSigningRequest; leases Lease; endpointslices EndpointSlice;
flowschemas FlowSchema; prioritylevelconfigurations PriorityLevelConfiguration; ingressclasses IngressClass;
ingresses ing Ingress; ipaddresses ip IPAddress; networkpolicies netpol NetworkPolicy; servicecidrs ServiceCIDR;
runtimeclasses RuntimeClass; poddisruptionbudgets pdb PodDisruptionBudget; clusterrolebindings ClusterRoleBinding;
clusterroles ClusterRole; rolebindings RoleBinding; roles Role; deviceclasses DeviceClass; resourceclaims ResourceClaim;
resourceclaimtemplates ResourceClaimTemplate; resourceslices ResourceSlice; priorityclasses pc PriorityClass;
csidrivers CSIDriver; csinodes CSINode; csistoragecapacities CSIStorageCapacity; storageclasses sc StorageClass;
volumeattachments VolumeAttachment; volumeattributesclasses vac VolumeAttributesClass`
  .split(';')
  .map((row) => row.trim().split(/\s+/));

describe('every name that kubectl has for a kind', () => {
  it.each(RESOURCES)('%s', (...names) => {
    const kind = names.at(-1) ?? '';
    const said = [...names.slice(0, -1), kind.toLowerCase()].map((word) => {
      const dashboard = ran(word);
      expect(footer(dashboard), word).not.toContain('no command');
      expect(dashboard.asked, word).toEqual([]);
      const { focus, overlays } = dashboard.state.look;
      return [footer(dashboard), focus, overlays, filterOf(dashboard, 'ownership')];
    });
    // All names of a kind mean the same.
    for (const each of said) expect(each).toEqual(said[0]);
  });

  it('is no beginning of another word', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press(...':no');
    expect(footer(dashboard)).toMatch(/^:no +node-view$/);
    dashboard.press('enter');
    expect(footer(dashboard)).toMatch(/^Nodes are not listed · /);
    expect(footer(ran('node node-1'))).toMatch(
      /^\/node=node-1 narrows the Pods to it · Nodes are not listed · /,
    );
  });
});

describe('the beginning of words', () => {
  it.each([
    ['de', 'no command :de: :debug, :deploy/ begin so · tab completes one'],
    ['se', 'no command :se; the nearest is :sessions · ? shows what there is'],
    ['depoly', 'no command :depoly; the nearest is :deploy · ? shows what there is'],
    ['xyzzy', 'no command :xyzzy; ? shows what there is'],
  ])(':%s is told with what it may be', (line, says) => {
    expect(footer(ran(line))).toBe(says);
  });
});

describe('an image', () => {
  it.each([
    ['debug -c x', ':debug has no flag -c: [--target CONTAINER] [IMAGE]'],
    ['debug a b', ':debug takes one image: [--target CONTAINER] [IMAGE]'],
    ['debug --image', ':debug --image wants an image: [--target CONTAINER] [IMAGE]'],
    [
      'debug anatomy-0',
      ':debug takes an image, and anatomy-0 is a Pod: :po/anatomy-0 selects it, then :debug',
    ],
    ['debug worker', ':debug takes an image, and worker is a container: :debug --target worker'],
    [
      'debug stuck',
      ':debug takes an image, and stuck is a Deployment: :deploy/stuck selects it, then :debug',
    ],
    ['debug node-1', ':debug takes an image, and node-1 is a node: `kubectl debug node/node-1` is for that'],
    [
      'node-view anatomy-0',
      ':node-view takes an image, and anatomy-0 is a Pod: :po/anatomy-0 selects it, then :node-view',
    ],
    ['node-view -n shop', ':node-view takes an image alone'],
    ['attach -c worker', ':attach takes no flags: 3 and worker select that container, then :attach'],
    ['logs -f', ':logs takes no flags: it is about what is selected'],
  ])('is none that is another thing: :%s says which, and asks nothing', (line, says) => {
    const dashboard = ran('po/anatomy-0');
    ran(line, dashboard);
    expect(footer(dashboard)).toBe(says);
    expect(dashboard.state.look.overlays).toEqual([]);
    expect(dashboard.asked).toEqual([]);
  });

  it.each([
    ['debug --target worker', { container: 'worker' }, undefined],
    ['debug -it --target=worker --image=mine', { container: 'worker' }, 'mine'],
    ['debug --target worker --image=worker', { container: 'worker' }, 'worker'],
    ['debug --target worker nginx', { container: 'worker' }, 'nginx'],
  ])('and what it stands beside are taken: :%s', (line, target, image) => {
    const dashboard = ran('po/anatomy-0');
    ran(line, dashboard);
    expect(dashboard.asked).toMatchObject([
      { type: 'ask-debug', target, ...(image !== undefined && { image }) },
    ]);
  });
});
