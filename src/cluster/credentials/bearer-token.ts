import { readFile } from 'node:fs/promises';
import { configError, messageOf } from '../errors/cluster-error.ts';
import { oidcToken } from '../kubeconfig/auth-provider.ts';
import type { ResolvedContext } from '../kubeconfig/resolve.ts';
import { unsendable } from './header-value.ts';

/**
 * The token that a user's entry spells out. The content of a token file goes before a token, as in client-go; of OIDC
 * the token is used while it lasts. Rejects with a `ClusterError`. `now` in epoch milliseconds.
 */
export async function bearerToken(context: ResolvedContext, now: number): Promise<string | undefined> {
  const token = await spelledOut(context, now);
  const wrong = token === undefined ? undefined : unsendable(token);
  if (wrong === undefined) return token;
  throw configError(
    `the token of the user "${context.info.user}" has ${wrong} in it: an invalid header field value`,
  );
}

async function spelledOut({ user, info }: ResolvedContext, now: number): Promise<string | undefined> {
  const { token, tokenFile } = user;
  if (!tokenFile) return token ?? oidcToken(user['auth-provider'], info.user, now);
  let content: string;
  try {
    content = (await readFile(tokenFile, 'utf8')).trim();
  } catch (error) {
    if (token) return token;
    throw configError(
      `cannot read tokenFile ${tokenFile} of the user "${info.user}": ${messageOf(error)}`,
      error,
    );
  }
  if (content === '' && !token) {
    throw configError(`the token file ${tokenFile} is empty`);
  }
  return content || token;
}
