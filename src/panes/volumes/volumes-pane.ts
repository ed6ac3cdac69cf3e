import type { Claim } from '../../model/kinds.ts';
import type { Pod } from '../../model/objects.ts';
import { sharingEquations } from '../../model/sharing.ts';
import { hasClaims } from '../../model/volume-source.ts';
import { type MountView, type VolumeMatrix, volumeMatrix, type VolumeRow } from '../../model/volumes.ts';
import { selectedPod, selectionOfVolume } from '../../store/selectors/selection.ts';
import { paneState, type State } from '../../store/state.ts';
import {
  type Body,
  cell,
  type Cell,
  type Column,
  type FitStep,
  type Line,
  type Row,
  span,
} from '../../view/block.ts';
import { BOLD, type Style, styleOf } from '../../view/frame.ts';
import { definePane } from '../define-pane.ts';
import { noPodBody, podNote } from '../no-pod.ts';
import { deniedLines } from '../status.ts';

const ID = 'volumes';

/** The matrix of the selected Pod; its claims say what they are bound to where they are known. */
function matrixOf(state: State, pod: Pod): VolumeMatrix {
  return volumeMatrix(pod, (name) => claimNamed(state, pod.metadata.namespace, name));
}

function claimNamed(state: State, namespace: string | undefined, name: string): Claim | undefined {
  for (const claim of state.cluster.tables.persistentvolumeclaims.values()) {
    if (claim.metadata.name === name && claim.metadata.namespace === namespace) return claim;
  }
  return undefined;
}

export const volumesPane = definePane({
  id: ID,
  title: 'Volumes',
  slot: 4,
  needs: (state) => {
    const pod = selectedPod(state);
    return pod && hasClaims(pod) ? ['pods', 'persistentvolumeclaims'] : ['pods'];
  },
  list: (state) => {
    const pod = selectedPod(state);
    const rows = pod ? matrixOf(state, pod).rows : [];
    return {
      model: {
        count: rows.length,
        keyAt: (index) => rows[index]?.name ?? '',
        indexOf: (name) => rows.findIndex((row) => row.name === name),
      },
      cursor: state.look.place.selection.volume ?? rows[0]?.name,
      select: (name) => ({
        ...state.look.place.selection,
        ...selectionOfVolume(pod?.metadata.uid ?? '', name),
      }),
    };
  },
  view: (state) => {
    const pod = selectedPod(state);
    return {
      note: podNote(state, pod),
      summary: summary(pod),
      body: pod ? body(state, pod) : noPodBody(state),
    };
  },
  commands: [],
});

function body(state: State, pod: Pod): Body {
  const matrix = matrixOf(state, pod);
  if (matrix.rows.length === 0)
    return { type: 'message', lines: [[span('no volumes', styleOf('muted'))], ...foot(matrix, pod)] };
  const lines = matrix.rows.flatMap((volume) => volumeLines(volume, matrix, state));
  const cursor = state.look.place.selection.volume ?? matrix.rows[0]?.name;
  return {
    type: 'table',
    list: [ID, pod.metadata.uid].join(' '),
    columns: columns(matrix),
    count: lines.length,
    row: (index) => lines[index] ?? { key: '', cells: [] },
    cursor: lines.findIndex(({ key }) => key === cursor),
    fit: fit(matrix),
    sideways: paneState(state, ID).sideways,
    wide: state.look.wide,
    foot: [...deniedLines(state, hasClaims(pod) ? ['persistentvolumeclaims'] : []), ...foot(matrix, pod)],
  };
}

function columns({ containers }: VolumeMatrix): Column[] {
  const mounts = containers.map((name): Column => ({ id: `c ${name}`, title: name }));
  return [{ id: 'volume', title: '  VOLUME', fixed: true }, { id: 'source', title: 'SOURCE' }, ...mounts];
}

function fit({ containers }: VolumeMatrix): FitStep[] {
  return [
    { column: 'source', shrinkTo: 24 },
    ...containers.map((name): FitStep => ({ column: `c ${name}`, shrinkTo: 16 })),
    { column: 'volume', shrinkTo: 14 },
    { column: 'source', shrinkTo: 16 },
  ];
}

/** A volume's row and, where there is more to say of its source, a second line. */
function volumeLines(volume: VolumeRow, matrix: VolumeMatrix, state: State): Row[] {
  const { name, source, mounts } = volume;
  const marked = matrix.containers.some((container, index) => {
    return container === state.look.place.selection.container && (mounts[index] ?? []).length > 0;
  });
  const mark = volume.shared
    ? span('⇄ ', styleOf('shared', BOLD))
    : span(volume.users === 0 ? '∅ ' : '· ', styleOf('muted'));
  const style: Style = styleOf(volume.users === 0 ? 'muted' : 'plain');
  const first: Row = {
    key: name,
    marked,
    cells: [cell(name, style, { lead: [mark] }), cell(source.text, style), ...mounts.map(mountCell)],
  };
  if (source.detail === undefined) return [first];
  return [first, { key: `${name}/`, cells: [cell(''), cell(source.detail, styleOf('muted'))] }];
}

function mountCell(mounts: readonly MountView[]): Cell {
  if (mounts.length === 0) return cell('–', styleOf('muted'));
  return cell(mounts.map(mountText).join(', '));
}

function mountText({ path, readOnly, subPath, device }: MountView): string {
  return [`${path}${subPath === '' ? '' : `⟨${subPath}⟩`}`, device && 'device', readOnly && 'ro']
    .filter(Boolean)
    .join(' ');
}

function foot({ folded, rows }: VolumeMatrix, pod: Pod): Line[] {
  const lines: Line[] = sharingEquations(pod).map((equation) => [span(equation, styleOf('shared'))]);
  if (folded > 0) {
    lines.push([
      span(
        `${folded} automatic volume${folded === 1 ? '' : 's'} (service account) folded away`,
        styleOf('muted'),
      ),
    ]);
  }
  if (rows.length > 0) {
    const legend =
      '⇄ shared by two or more   · one container   ∅ mounted by nobody   ⟨subPath⟩   ro read-only';
    lines.push([span(legend, styleOf('muted'))]);
  }
  return lines;
}

function summary(pod: Pod | undefined): Line {
  if (!pod) return [span('–', styleOf('muted'))];
  const { rows } = volumeMatrix(pod);
  if (rows.length === 0) return [span('no volumes', styleOf('muted'))];
  const equation = sharingEquations(pod)[0];
  const shared = rows.filter((volume) => volume.shared);
  if (shared.length === 0)
    return [span(rows.map(({ name, source }) => `${name} ${source.text}`).join('   '))];
  return [
    span('⇄ ', styleOf('shared', BOLD)),
    span(`${shared.map(({ name }) => name).join(', ')}  ${equation ?? ''}`),
  ];
}
