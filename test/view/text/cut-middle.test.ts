import { expect, it } from 'vitest';
import { cutEnd, cutMiddle } from '../../../src/view/text/text.ts';

it.each<[string, number, string]>([
  // Its end tells most.
  ['nginx-deployment-66b6c48dd5-69j9k', 20, 'nginx-de…48dd5-69j9k'],
  ['web-0', 5, 'web-0'],
  // What is left out is no part of the word behind it.
  ['a session wants tiny', 9, 'a s… tiny'],
  ['rs nginx-66b6c48dd5 rev 1', 11, 'rs n… rev 1'],
  // A number is there whole, or not at all.
  ['shop ClusterIP 10.96.214.239 http 8000/TCP http 80', 31, 'shop ClusterI… 8000/TCP http 80'],
  ['shop ClusterIP 10.96.214.239 http 8000/TCP http 80', 40, 'shop ClusterIP … http 8000/TCP http 80'],
  ['node node-1 (1234m of 2000m used)', 29, 'node node-1 (… of 2000m used)'],
  // Of what is nothing but a number there is its end, and a name's or a hash's figures are no number.
  ['1234567890', 6, '12…890'],
  ['worker-10-0-12-33-gateway', 12, 'work…gateway'],
])('%s in %i cells is %s', (text, width, shown) => {
  expect(cutMiddle(text, width)).toBe(shown);
});

it('nor at the end of a sentence that is cut there', () => {
  expect(cutEnd('own network · node node-1 (127.0.0.1)', 32)).toBe('own network · node node-1 (…');
  expect(cutEnd('exit 137, 9 times', 8)).toBe('exit …');
  expect(cutEnd('1234567890', 6)).toBe('12345…');
});
