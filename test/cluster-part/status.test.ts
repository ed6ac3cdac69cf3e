import { describe, expect, it } from 'vitest';
import { errorOfAnswer, errorOfStatus } from '../../src/cluster/errors/status-error.ts';

describe('a Status', () => {
  const fields = { kind: 'Status', code: 404, reason: 'NotFound', message: 'no such pod' };

  it.each<unknown>([null, 'text', 5, [], {}, { details: null }])('is survived as %j in a watch', (value) => {
    expect(errorOfStatus(value)).toMatchObject({
      reason: 'Error',
      message: 'the server ended the watch: it did not say why',
    });
  });

  it.each<[object, object]>([
    [{ message: 5 }, { message: 'the server ended the watch: NotFound', code: 404 }],
    [{ reason: ['x'] }, { reason: 'Error', message: 'no such pod' }],
    [{ code: '404' }, { reason: 'NotFound', message: 'no such pod', code: undefined }],
    [{ details: 'x' }, { reason: 'NotFound', message: 'no such pod' }],
    [{ details: { retryAfterSeconds: '7', causes: 1 } }, { retryAfterMs: undefined }],
  ])('of which a field is of a wrong type keeps the others: %j', (wrong, expected) => {
    const { code, reason, message, retryAfterMs } = errorOfStatus({ ...fields, ...wrong });
    expect({ code, reason, message, retryAfterMs }).toMatchObject(expected);
    const answer = errorOfAnswer(
      500,
      {},
      Buffer.from(JSON.stringify({ ...fields, ...wrong })),
      'https://server',
    );
    expect(typeof answer.message).toBe('string');
    expect(answer.code).toBe(500);
  });

  it('is no longer than what fits a screen', () => {
    const { reason, message } = errorOfStatus({ reason: 'R'.repeat(60_000), message: 'm'.repeat(200_000) });
    expect(reason.length).toBeLessThanOrEqual(64);
    expect(message.length).toBeLessThanOrEqual(8192);
  });
});

describe('what was answered as if nothing were wrong', () => {
  it.each([
    ['', 'EmptyAnswer', 'https://server answered 200 with nothing'],
    ['{"kind":"PodList","items":[', 'InvalidAnswer', 'answered 200 with JSON that breaks off or is none'],
    ['k8s\u0000', 'InvalidAnswer', 'https://server answered 200 with what cannot be read'],
    ['k8s\u0000rubbish', 'InvalidAnswer', 'in protobuf that is none'],
  ])('fails for what is wrong with it, and not for its code: %j', (body, reason, message) => {
    const type = { 'content-type': 'application/vnd.kubernetes.protobuf' };
    const error = errorOfAnswer(200, type, Buffer.from(body), 'https://server');
    expect(error.reason).toBe(reason);
    expect(error.message).toContain(message);
  });

  it('keeps the code as the reason of a failure', () => {
    expect(errorOfAnswer(502, {}, Buffer.alloc(0), 'https://server').reason).toBe('HTTP 502');
  });
});

describe('how long a server asks to be left alone', () => {
  it.each([
    ['7', undefined, 7000],
    ['60', undefined, 60_000],
    ['300', undefined, 60_000, 300_000],
    ['Infinity', undefined, 60_000, 86_400_000],
    [undefined, 300, 60_000, 300_000],
    [undefined, 2, 2000],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 2, 40_000],
    ['Wed, 21 Oct 2026 07:27:00 GMT', 2, 0],
    ['Wed, 21 Oct 2026 07:37:20 GMT', 2, 60_000, 600_000],
    ['soon', 2, 2000],
    ['1.5', undefined, 2000],
    ['0.2', undefined, 1000],
    ['0', undefined, 0],
    ['-5', undefined, 0],
    ['', 2, 2000],
    [undefined, 0, undefined],
  ])('is taken up to a minute, and kept: %s, %s', (header, seconds, ms, said?: number) => {
    const body = JSON.stringify({ kind: 'Status', details: { retryAfterSeconds: seconds } });
    const headers =
      header === undefined ? {} : { 'retry-after': header, date: 'Wed, 21 Oct 2026 07:27:20 GMT' };
    const { retryAfterMs, saidMs } = errorOfAnswer(429, headers, Buffer.from(body), 'https://server');
    expect({ retryAfterMs, saidMs }).toEqual({ retryAfterMs: ms, saidMs: said });
  });
});
