import { type FieldError, invalid } from '../api/api-error.ts';
import { isTimeZone, scheduleError } from '../time/cron-schedule.ts';
import { specOf, text } from '../api/fields.ts';
import type { Json } from '../api/patches/patch.ts';
import type { ResourceKind } from '../api/resources.ts';

/**
 * Throws `ApiError` 422 where an object says what its controller could not follow (pkg/apis of Kubernetes,
 * validation.go). Only what would do harm is looked at.
 */
export function validate(kind: ResourceKind, object: Json, name: string): void {
  const errors = kind.kind === 'CronJob' && !kind.custom ? cronJobErrors(specOf(object)) : [];
  if (errors.length > 0) throw invalid(kind, name, errors);
}

function cronJobErrors(spec: Json): readonly FieldError[] {
  const schedule = text(spec['schedule']);
  const zone = spec['timeZone'];
  const errors: FieldError[] = [];
  if (schedule === '') {
    errors.push({ reason: 'FieldValueRequired', field: 'spec.schedule', message: 'Required value' });
  } else {
    const why = scheduleError(schedule);
    if (why !== undefined) errors.push(wrong('spec.schedule', schedule, why));
  }
  if (zone !== undefined && zone !== null && !isTimeZone(text(zone))) {
    errors.push(wrong('spec.timeZone', text(zone), `unknown time zone ${text(zone)}`));
  }
  return errors;
}

const wrong = (field: string, value: string, why: string): FieldError => ({
  reason: 'FieldValueInvalid',
  field,
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
});
