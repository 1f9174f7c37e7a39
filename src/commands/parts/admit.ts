import { isLoopback } from '../../http/access.ts';
import { readOrMakeTokens } from '../../http/tokens.ts';
import { SettingsError } from '../../settings/read-settings.ts';
import type { AccessToken, Settings } from '../../settings/schema.ts';

/** Who may call the API of a service. */
export interface Admitted {
  /** None: whoever is on this machine. */
  readonly tokens: readonly AccessToken[];
  /** A token made just now, to be shown once. */
  readonly made: string | null;
}

/**
 * Who may call: the tokens of the settings; else, on a loopback address, everybody on this machine; else the token
 * that the file named by COPYTASTER_TOKEN_FILE keeps, made at the first start.
 * @throws SettingsError when the address is open to others and there is no token
 */
export function admit({ http }: Settings, environment: Readonly<Record<string, string | undefined>>): Admitted {
  if (http.tokens.length > 0) return { tokens: http.tokens, made: null };
  if (isLoopback(http.host)) return { tokens: [], made: null };
  const file = environment.COPYTASTER_TOKEN_FILE;
  if (!file)
    throw new SettingsError([
      `http.host: ${http.host} can be reached by others and http.tokens is empty; make a token with "copytaster token --name desk" and put the line it prints under http.tokens, or set http.host: 127.0.0.1`,
    ]);
  try {
    return readOrMakeTokens(file);
  } catch (error) {
    throw new SettingsError([
      `COPYTASTER_TOKEN_FILE: ${file} can neither be read nor made (${(error as Error).message}); correct the path or its rights, or set http.tokens`,
    ]);
  }
}
