import type { DeclaredPort } from '../../model/network/declared-ports.ts';
import type { Listener, SocketOwner } from '../../model/network/sockets/listeners.ts';
import { ENDPOINT_TEXTS } from '../../model/network/pod-services.ts';
import { type LeadingService, type PortRow } from '../../model/network/port-rows.ts';
import { cell, type Column, type Growth, type Row, row, span } from '../../view/block.ts';
import { type Style, styleOf } from '../../view/frame.ts';
import { GLYPHS } from '../../view/glyphs.ts';

export const COLUMNS: readonly Column[] = [
  { id: 'port', title: '  PORT', least: 12, fixed: true },
  { id: 'declared', title: 'DECLARED BY', least: 14 },
  { id: 'listening', title: 'LISTENING', least: 18 },
  { id: 'service', title: 'SERVICE', least: 14, cut: 'end' },
];

export const GROWS: readonly Growth[] = [
  { column: 'port' },
  { column: 'listening', to: 26 },
  { column: 'service', to: 24 },
  { column: 'declared' },
  { column: 'listening' },
  { column: 'service' },
];

/** A port's line: its glyph says whether somebody listens, and whether that is as it ought to be. */
export function portRow(port: PortRow, marked: boolean): Row {
  const { key, declared, listener, services, trouble } = port;
  const known = (text: string, style: Style) => cell(text, text === '–' ? styleOf('muted') : style);
  const worrying = trouble === undefined ? styleOf('plain') : styleOf('failing');
  return row(
    key,
    [
      cell(key, styleOf('plain'), { lead: [mark(port)] }),
      known(declaredText(declared), styleOf('plain')),
      known(listeningText(listener, declared), worrying),
      known(services.map(serviceText).join(', ') || '–', styleOf('plain')),
    ],
    marked,
  );
}

function mark({ listener, trouble }: PortRow) {
  if (trouble !== undefined) return span(`${GLYPHS.failing} `, styleOf('failing'));
  if (listener === 'unknown') return span('· ', styleOf('muted'));
  if (listener === 'nobody') return span(`${GLYPHS.ended} `, styleOf('ended'));
  return span(`${GLYPHS.well} `, styleOf('well'));
}

/** `app http`, `app http host 8080, worker`; `–` where no container declares it. */
export function declaredText(declared: readonly DeclaredPort[]): string {
  const texts = declared.map(({ container, name, hostPort }) =>
    [container, name, hostPort && `host ${hostPort}`].filter(Boolean).join(' '),
  );
  return texts.join(', ') || '–';
}

/** `nginx (20)`, `app: nginx (20) on 127.0.0.1`, `owner unknown (app or worker)`, `nobody`; `–`: not walked. */
export function listeningText(listener: PortRow['listener'], declared: readonly DeclaredPort[]): string {
  if (listener === 'unknown') return '–';
  if (listener === 'nobody') return 'nobody';
  const { addresses, owners } = listener;
  const everywhere = addresses.includes('*');
  const where = everywhere ? '' : ` on ${addresses.join(', ')}`;
  if (owners.length === 0) return `${unknownOwner(listener)}${where}`;
  const own = new Set(declared.map(({ container }) => container));
  return `${owners.map((owner) => ownerText(owner, !own.has(owner.container))).join(', ')}${where}`;
}

const ownerText = ({ container, name, pid }: SocketOwner, foreign: boolean): string =>
  `${foreign ? `${container}: ` : ''}${name} (${pid})`;

function unknownOwner({ candidates, startedSince }: Listener): string {
  const named = candidates.map((name) => (startedSince.includes(name) ? `${name}, started since` : name));
  return named.length === 0 ? 'owner unknown' : `owner unknown (${named.join(' or ')})`;
}

/** `web:80 ready` */
function serviceText({ name, port, endpoint }: LeadingService): string {
  return `${name}:${port}${endpoint === 'unknown' ? '' : ` ${ENDPOINT_TEXTS[endpoint]}`}`;
}
