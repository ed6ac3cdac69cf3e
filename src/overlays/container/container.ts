import type { Command } from '../../commands/command.ts';
import type { SettingsFeed } from '../../model/feed.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { Shown } from '../../model/whole/environment.ts';
import { listOf } from '../../model/whole/fields.ts';
import { settingsNames } from '../../model/whole/settings.ts';
import { specOf, wholeContainer } from '../../model/whole/whole-container.ts';
import { madeOnce } from '../../store/kept.ts';
import { ownOf } from '../../store/own.ts';
import { eventsOfPod, podEvents } from '../../store/selectors/fares/events.ts';
import { usageNow } from '../../store/selectors/fares/usage.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { podFeed, selectedPod, wentAt } from '../../store/selectors/selected/selected-pod.ts';
import type { State } from '../../store/state.ts';
import { defineWholePage } from '../parts/whole-page.ts';

const ID = 'container';

const nameOf = ({ look }: State): string | undefined => look.place.selection.container;

/** What of the environment is shown: closing it forgets that. */
const shownOf = (state: State): Shown => ownOf<Shown>(state, ID) ?? 'names';

/** What its environment is from, where that was asked for, and the Pod is there whole. */
function settingsFeed(state: State, pod: Pod): SettingsFeed | undefined {
  const shown = shownOf(state);
  const { data } = fedBy(state, podFeed(pod));
  if (shown === 'names' || !data) return undefined;
  const names = settingsNames(specOf(data, nameOf(state) ?? ''));
  if (names.length === 0) return undefined;
  const { namespace = '' } = pod.metadata;
  return { type: 'settings', namespace, names, secrets: shown === 'secrets' };
}

const ENVIRONMENT = madeOnce<boolean>();

/** That there is no environment to be shown, once that is known. */
function lacksEnvironment(state: State): string | undefined {
  const pod = selectedPod(state);
  const name = nameOf(state);
  const whole = pod && fedBy(state, podFeed(pod)).data;
  if (!whole || name === undefined) return undefined;
  const isThere = state.cluster.kept.once(ENVIRONMENT, [whole, name], () => {
    const { env, envFrom } = specOf(whole, name);
    return listOf(env).length + listOf(envFrom).length > 0;
  });
  return isThere ? undefined : `${name} has no environment of its own`;
}

/** A key shows it, and the same key hides it again. */
function showing(shown: Shown, key: string, hint: string, title: string): Command {
  return {
    id: `${ID}-${shown}`,
    keys: [key],
    title,
    hint,
    scope: `overlay:${ID}`,
    when: ({ state }) => lacksEnvironment(state) ?? true,
    run: ({ state }) => [{ type: 'own', of: ID, action: shownOf(state) === shown ? 'names' : shown }],
  };
}

/** A container whole: what a row of the pane has no room for. */
export const container = defineWholePage({
  id: ID,
  title: 'Container',
  name: nameOf,
  own: { initial: 'names', reduce: (_, shown) => shown },
  needs: (state, pod) => {
    const settings = settingsFeed(state, pod);
    return [...eventsOfPod(state, pod).slice(0, 1), ...(settings ? [settings] : [])];
  },
  told: (state, { pod, whole }, name) => {
    const settings = settingsFeed(state, pod);
    return wholeContainer(pod, whole, name, state.look.now, {
      went: wentAt(state, pod),
      usage: usageNow(state, pod),
      events: podEvents(state, pod),
      seen: state.cluster.seen.get(pod.metadata.uid),
      shown: shownOf(state),
      settings: settings && fedBy(state, settings).data,
    });
  },
  secret: (state) => shownOf(state) === 'secrets',
  commands: [
    showing('values', 'e', 'values', "the environment's values, but of Secrets"),
    showing('secrets', 'S', 'secrets', "the environment's values, those of Secrets too"),
  ],
});
