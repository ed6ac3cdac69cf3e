import { badRequest, type FieldError, invalid } from '../../api/api-error.ts';

/** Which lines of a log are wanted, and how. */
export interface LogOptions {
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  /** Epoch ms. */
  readonly since: number;
  /** Lines from the end; all of them where it is not given. */
  readonly tail: number | undefined;
  readonly limitBytes: number | undefined;
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads v1.PodLogOptions. Throws `ApiError` 400 for what is no number or time, 422 for what is none that can be meant
 * (pkg/apis/core/validation, ValidatePodLogOptions).
 */
export function logOptions(pod: string, query: URLSearchParams, now: number): LogOptions {
  const seconds = whole(query, 'sinceSeconds');
  const time = timeOf(query.get('sinceTime'));
  const tail = whole(query, 'tailLines');
  const limitBytes = whole(query, 'limitBytes');
  const errors = [
    ...tooSmall('tailLines', tail, 0),
    ...tooSmall('limitBytes', limitBytes, 1),
    ...(seconds !== undefined && time !== undefined ? [BOTH] : tooSmall('sinceSeconds', seconds, 1)),
  ];
  if (errors.length > 0) throw invalid({ kind: 'PodLogOptions', group: '' }, pod, errors);
  return {
    follow: on(query, 'follow'),
    previous: on(query, 'previous'),
    timestamps: on(query, 'timestamps'),
    since: seconds === undefined ? (time ?? -Infinity) : now - seconds * 1000,
    tail,
    limitBytes,
  };
}

const BOTH: FieldError = {
  reason: 'FieldValueForbidden',
  field: '[]',
  message: 'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
};

/** Whatever is not said to be off is on (apimachinery pkg/runtime/converter.go, Convert_Slice_string_To_bool). */
function on(query: URLSearchParams, field: string): boolean {
  const given = query.get(field);
  return given !== null && given !== '0' && given.toLowerCase() !== 'false';
}

function whole(query: URLSearchParams, field: string): number | undefined {
  const given = query.get(field);
  if (given === null) return undefined;
  if (/^[+-]?\d+$/.test(given)) return Number(given);
  throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(given)}: invalid syntax`);
}

function timeOf(given: string | null): number | undefined {
  if (given === null || given === '') return undefined;
  const time = RFC3339.test(given) ? Date.parse(given) : NaN;
  if (!Number.isNaN(time)) return time;
  const quoted = JSON.stringify(given);
  throw badRequest(`parsing time ${quoted} as "2006-01-02T15:04:05Z07:00": cannot parse ${quoted} as "2006"`);
}

function tooSmall(field: string, value: number | undefined, least: 0 | 1): readonly FieldError[] {
  if (value === undefined || value >= least) return [];
  const bound = least === 0 ? 'greater than or equal to 0' : 'greater than 0';
  return [{ reason: 'FieldValueInvalid', field, message: `Invalid value: ${value}: must be ${bound}` }];
}
