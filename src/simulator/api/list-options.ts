import { ApiError, badRequest, type FieldError, invalid } from './api-error.ts';
import { type FieldLabels, type FieldMatcher, fieldSelector } from './selectors/field-selector.ts';
import type { LabelMatcher } from '../../model/network/parsed-selector.ts';
import { labelSelector } from './selectors/label-selector.ts';
import type { StoredObject } from './stored-object.ts';

/** meta.k8s.io's ListOptions, read and checked. */
export interface ListOptions {
  readonly watch: boolean;
  readonly limit: number;
  readonly continueToken: string;
  /** As it was sent: empty, `0`, or a number. */
  readonly resourceVersion: string;
  readonly match: 'Exact' | 'NotOlderThan' | undefined;
  readonly sendInitialEvents: boolean;
  readonly allowBookmarks: boolean;
  readonly timeoutSeconds: number | undefined;
  /** Whether there is a selector at all: remainingItemCount is not told then. */
  readonly selective: boolean;
  readonly selects: (object: StoredObject) => boolean;
}

/**
 * Reads a query. The rules are ValidateListOptions' of apimachinery
 * (pkg/apis/meta/internalversion/validation/validation.go). Throws `ApiError` 400 or 422.
 */
export function listOptions(query: URLSearchParams, kind: FieldLabels): ListOptions {
  const watch = truthy(query.get('watch'));
  const resourceVersion = query.get('resourceVersion') ?? '';
  const initial = query.get('sendInitialEvents');
  check(query, watch, resourceVersion);
  const labels = query.get('labelSelector') ?? '';
  const fields = query.get('fieldSelector') ?? '';
  const matchesLabels: LabelMatcher | undefined = labels ? labelSelector(labels) : undefined;
  const matchesFields: FieldMatcher | undefined = fields ? fieldSelector(fields, kind) : undefined;
  const unset = resourceVersion === '' || resourceVersion === '0';
  return {
    watch,
    limit: wholeNumber(query.get('limit')) ?? 0,
    continueToken: query.get('continue') ?? '',
    resourceVersion,
    match: (query.get('resourceVersionMatch') || undefined) as ListOptions['match'],
    // Watches from no version in particular begin with what there is (SetListOptionsDefaults).
    sendInitialEvents: initial === null ? watch && unset : truthy(initial),
    allowBookmarks: truthy(query.get('allowWatchBookmarks')),
    timeoutSeconds: wholeNumber(query.get('timeoutSeconds')),
    selective: Boolean(matchesLabels ?? matchesFields),
    selects: (object) =>
      (matchesLabels?.(object.metadata.labels ?? {}) ?? true) && (matchesFields?.(object) ?? true),
  };
}

/** A resourceVersion as a number. Lists and watches refuse a bad one in different ways. */
export function versionNumber(text: string, asked: 'list' | 'watch'): number {
  if (/^\d+$/.test(text)) return Number(text);
  const why = `Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`;
  if (asked === 'list') throw badRequest(`invalid resource version: resourceVersion: ${why}`);
  throw new ApiError(500, undefined, `resourceVersion: ${why}`);
}

function check(query: URLSearchParams, watch: boolean, resourceVersion: string): void {
  const match = query.get('resourceVersionMatch') ?? '';
  const initial = query.get('sendInitialEvents') !== null;
  const errors = watch
    ? watchErrors(match, initial)
    : listErrors(match, initial, resourceVersion, query.get('continue') ?? '');
  if (errors.length > 0) throw invalid({ kind: 'ListOptions', group: 'meta.k8s.io' }, '', errors);
}

function watchErrors(match: string, initial: boolean): FieldError[] {
  if (!initial) {
    return match
      ? [
          forbidden(
            'resourceVersionMatch',
            'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
          ),
        ]
      : [];
  }
  if (match === 'NotOlderThan') return [];
  const needed = 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
  const errors = [forbidden('resourceVersionMatch', needed)];
  return match ? [...errors, unsupported(match, ['NotOlderThan'])] : errors;
}

function listErrors(match: string, initial: boolean, resourceVersion: string, token: string): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (message: string): unknown => errors.push(forbidden('resourceVersionMatch', message));
  if (match && !resourceVersion)
    refuse('resourceVersionMatch is forbidden unless resourceVersion is provided');
  if (match && token) refuse('resourceVersionMatch is forbidden when continue is provided');
  if (match && match !== 'Exact' && match !== 'NotOlderThan') {
    errors.push(unsupported(match, ['Exact', 'NotOlderThan', '']));
  }
  if (match === 'Exact' && resourceVersion === '0') {
    refuse('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  }
  if (initial) errors.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  return errors;
}

const forbidden = (field: string, message: string): FieldError => ({
  reason: 'FieldValueForbidden',
  field,
  message: `Forbidden: ${message}`,
});

const unsupported = (value: string, supported: readonly string[]): FieldError => ({
  reason: 'FieldValueNotSupported',
  field: 'resourceVersionMatch',
  message: `Unsupported value: "${value}": supported values: ${supported.map((one) => `"${one}"`).join(', ')}`,
});

/** A flag that is there without a value is set, too (runtime.Convert_Slice_string_To_bool). */
const truthy = (value: string | null): boolean => value !== null && !/^(false|0)$/i.test(value);

function wholeNumber(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  if (/^-?\d+$/.test(text)) return Number(text);
  throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}
