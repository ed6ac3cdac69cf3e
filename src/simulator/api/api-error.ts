/** metav1.StatusDetails: what an error is about. */
export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly { readonly reason: string; readonly message: string; readonly field?: string }[];
  readonly retryAfterSeconds?: number;
}

/** What errors call a resource: its plural, and its group where it has one. */
export interface ResourceName {
  readonly group: string;
  readonly plural: string;
}

/**
 * A request that is refused: the HTTP status, and the `Status` body that says why. Reasons and messages
 * are those of apimachinery's pkg/api/errors/errors.go, as a 1.34 server was seen to send them.
 */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    /** Some of the real server's errors have none. */
    readonly reason: string | undefined,
    message: string,
    readonly details?: StatusDetails,
    /** A token with which an expired list can go on, inconsistently. */
    readonly continueToken?: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  get body(): object {
    const { code, reason, message, details, continueToken } = this;
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: continueToken === undefined ? {} : { continue: continueToken },
      status: 'Failure',
      message,
      ...(reason !== undefined && { reason }),
      ...(details && { details }),
      code,
    };
  }
}

const qualified = ({ group, plural }: ResourceName): string => (group ? `${plural}.${group}` : plural);

const detailsOf = ({ group, plural }: ResourceName, name: string): StatusDetails => ({
  name,
  ...(group && { group }),
  kind: plural,
});

export const badRequest = (message: string): ApiError => new ApiError(400, 'BadRequest', message);

export const notFound = (resource: ResourceName, name: string): ApiError =>
  new ApiError(404, 'NotFound', `${qualified(resource)} "${name}" not found`, detailsOf(resource, name));

export const alreadyExists = (resource: ResourceName, name: string): ApiError =>
  new ApiError(
    409,
    'AlreadyExists',
    `${qualified(resource)} "${name}" already exists`,
    detailsOf(resource, name),
  );

export const MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again';

export const conflict = (resource: ResourceName, name: string, why: string): ApiError =>
  new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`,
    detailsOf(resource, name),
  );

export const expired = (message: string, continueToken?: string): ApiError =>
  new ApiError(410, 'Expired', message, undefined, continueToken);

export const noSuchResource = (): ApiError =>
  new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});

export const methodNotAllowed = (): ApiError =>
  new ApiError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );

/** What is wrong with one field, as field.Error of apimachinery says it. */
export interface FieldError {
  readonly reason:
    'FieldValueInvalid' | 'FieldValueRequired' | 'FieldValueForbidden' | 'FieldValueNotSupported';
  readonly field: string;
  /** With the kind of error in front: `Required value: …`. */
  readonly message: string;
}

/** 422: an object (or, with `group`, options) whose fields do not fit together. */
export function invalid(
  { kind, group }: { kind: string; group: string },
  name: string,
  errors: readonly FieldError[],
): ApiError {
  const told = errors.map(({ field, message }) => `${field}: ${message}`);
  const list = told.length === 1 ? told[0] : `[${told.join(', ')}]`;
  const title = group ? `${kind}.${group}` : kind;
  return new ApiError(422, 'Invalid', `${title} "${name}" is invalid: ${list}`, {
    ...(name && { name }),
    ...(group && { group }),
    kind,
    causes: errors.map(({ reason, message, field }) => ({ reason, message, field })),
  });
}
