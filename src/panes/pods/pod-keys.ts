import { type Command, remark } from '../../commands/command.ts';
import { ofPod } from '../../commands/of-pod.ts';
import { allMarked, MARKS } from '../../store/selectors/pods/marked-pods.ts';
import { podList } from '../../store/selectors/pods/pod-list.ts';
import { selectionOfPod } from '../../store/selectors/selected/selection.ts';

const enter: Command = {
  id: 'pods-open',
  keys: ['enter'],
  title: 'the containers of the Pod',
  hint: 'open',
  scope: 'pane:pods',
  ...ofPod(({ metadata }) => [
    { type: 'select', selection: selectionOfPod(metadata.uid) },
    { type: 'focus', slot: 3 },
  ]),
};

const mark: Command = {
  id: 'pods-mark',
  keys: ['space'],
  title: 'mark, or not, and go on: l and c are of the marked that are listed',
  scope: 'pane:pods',
  ...ofPod((pod, { state }) => {
    const { at, indexOf } = podList(state);
    const next = at(indexOf(pod.metadata.uid) + 1) ?? pod;
    return [
      { type: 'own', of: MARKS, action: pod.metadata.uid },
      { type: 'select', selection: selectionOfPod(next.metadata.uid) },
    ];
  }),
};

const unmark: Command = {
  id: 'pods-unmark',
  keys: [],
  title: 'no Pod is marked any more',
  word: 'unmark',
  scope: 'global',
  run: ({ state }) =>
    allMarked(state).length === 0
      ? remark('no Pod is marked · space in Pods marks one')
      : [{ type: 'own', of: MARKS, action: undefined }],
};

export const podKeys: readonly Command[] = [enter, mark, unmark];
