import { confirm } from './confirm/confirm.ts';
import { container } from './container/container.ts';
import { copySource, copyTarget } from './copy/copy.ts';
import type { Overlay } from './define-overlay.ts';
import { diagnosis } from './diagnosis/diagnosis.ts';
import { files, filesSearch } from './files/files.ts';
import { filter } from './filter/filter.ts';
import { logLine } from './log-line/log-line.ts';
import { forwards } from './forwards/forwards.ts';
import { happening } from './happening/happening.ts';
import { help } from './help/help.ts';
import { logFilter } from './log-filter/log-filter.ts';
import { messages } from './messages/messages.ts';
import { namespaces } from './namespaces/namespaces.ts';
import { notice } from './notice/notice.ts';
import { palette } from './palette/palette.ts';
import { picker } from './picker/picker.ts';
import { sessions } from './sessions/sessions.ts';
import { tour } from './tour/tour.ts';
import { volume } from './volume/volume.ts';

/** Every overlay there is. A new one is one line here. */
export const overlays: readonly Overlay[] = [
  filter,
  palette,
  picker,
  namespaces,
  diagnosis,
  container,
  files,
  filesSearch,
  volume,
  happening,
  logLine,
  help,
  messages,
  sessions,
  forwards,
  copySource,
  copyTarget,
  confirm,
  notice,
  logFilter,
  tour,
];
