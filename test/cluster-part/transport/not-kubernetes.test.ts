import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { notKubernetes } from '../../../src/cluster/transport/not-kubernetes.ts';
import { errorOfAnswer } from '../../../src/cluster/errors/status-error.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const NOT = 'not a Kubernetes API server';
const CHECK = 'check the server of the cluster in the kubeconfig';

describe('what answers instead of an API server is told in one line', () => {
  it.each<[string, number, Record<string, string>, string, string]>([
    [
      'a login page',
      200,
      html,
      '<!DOCTYPE html>\n<html><head><title lang="en">\n Sign in &amp;\n go </title></head><body>…</body></html>',
      `200 with an HTML page titled "Sign in & go": ${NOT}, which sends JSON or protobuf; ${CHECK}`,
    ],
    [
      'a page without a title',
      403,
      {},
      '<html><body>no</body></html>',
      `403 with an HTML page: ${NOT}; ${CHECK}`,
    ],
    [
      'a load balancer',
      502,
      html,
      '<html>\r\n<head><title>502 Bad Gateway</title></head></html>',
      `502 with an HTML page titled "502 Bad Gateway": ${NOT}; something before it, such as a load balancer, cannot reach it`,
    ],
    [
      'a redirect',
      302,
      { location: 'https://me:secret@login.example.com/x?token=secret' },
      '<html>',
      `302 with a redirect to https://xxxxx@login.example.com/x: ${NOT}; redirects are not followed`,
    ],
    ['text that is no error', 200, {}, 'hello', `200 with the text "hello": ${NOT}; ${CHECK}`],
    [
      'a type without text',
      200,
      { 'content-type': 'video/mp4' },
      '',
      `200 with video/mp4: ${NOT}, which sends JSON or protobuf; ${CHECK}`,
    ],
    ['text that is an error', 503, {}, 'service\nunavailable\n', '503 with the text "service unavailable"'],
    [
      'TLS that is missing',
      400,
      {},
      'Client sent an HTTP request to an HTTPS server.\n',
      '400 with the text "Client sent an HTTP request to an HTTPS server."; its address has to begin with https://',
    ],
    [
      'gzip',
      200,
      {},
      gzipSync('{}').toString(),
      `200 with compressed data, which was not asked for: ${NOT}; something between`,
    ],
    ['nothing', 504, {}, ' \n', '504 with nothing'],
    ['other JSON', 404, {}, '{"error":"no"}', `404 with JSON that is no Status: ${NOT}; ${CHECK}`],
    ['half of JSON', 200, {}, '{"kind":"Pod', '200 with JSON that breaks off or is none'],
  ])('%s', (_, code, headers, body, told) => {
    const { message } = errorOfAnswer(code, headers, Buffer.from(body), 'https://a');
    expect(message).toContain(`https://a answered ${told}`);
    expect(message).not.toMatch(/[<>\n]/);
  });

  it('a long text or title is cut', () => {
    const long = 'x'.repeat(60_000);
    for (const body of [long, `<html><title>${long}`, `<html>${'<title '.repeat(9000)}`]) {
      expect(notKubernetes({ code: 500, headers: {}, body }, 'https://a').message.length).toBeLessThan(400);
    }
  });
});
