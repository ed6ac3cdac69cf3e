import { imageProblem, innermost } from '../health/container/image-problem.ts';
import { causeOf } from '../health/placement.ts';

/** What the kubelet says of an image that it could not have: the image, and why. */
const PULL = /^(?:Failed to pull|Back-off pulling) image "([^"]+)": /;

/** What an event or a condition says where there is no room for all of it: the cause, without what is said around it. */
export function briefSaid(text: string): string {
  const [whole, image] = PULL.exec(text) ?? [];
  if (whole !== undefined && image !== undefined) return imageProblem(image, '', text.slice(whole.length));
  if (text.includes('nodes are available: ')) return causeOf(text);
  return innermost(text.replace(/^Error: /, ''));
}
