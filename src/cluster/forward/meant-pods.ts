import type { Observable } from 'rxjs';
import type { Pod } from '../../model/kinds/objects.ts';
import type { Service } from '../../model/network/objects.ts';

/** Whose ports are meant: Pods as they come and go. */
export interface Meant {
  readonly pods$: Observable<readonly Pod[]>;
  /** As it is now. */
  readonly service: Service | undefined;
  /** Any of them will do as well as the one before. */
  readonly any: boolean;
  /** The labels that they are selected by, as they are now. */
  readonly labels?: string | undefined;
}
