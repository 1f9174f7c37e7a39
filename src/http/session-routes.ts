import { z } from 'zod';
import { type Caller, SESSION_COOKIE } from './callers.ts';
import { type Route, type RouteContext, route } from './route.ts';

/** Who is logged in, and what they may do. */
export const Session = z.object({
  name: z.string().nullable(),
  by: z.enum(['token', 'session', 'proxy', 'open', 'nothing']).describe('how it is known who calls'),
  scopes: z.array(z.enum(['read', 'act', 'admin'])),
  forgeryToken: z.string().describe('what write requests without a token carry in the header x-copytaster-forgery'),
});
const LogIn = z.strictObject({ token: z.string().min(1).max(300) });

const cookieOf = (value: string, seconds: number, encrypted: boolean): string =>
  `${SESSION_COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${encrypted ? '; Secure' : ''}`;

/** Routes of logging in and out. */
export const SESSION_ROUTES: readonly Route[] = [
  route({
    address: '/v1/session',
    operation: 'readSession',
    summary: 'Who calls, and what they may do',
    scope: null,
    answers: { 200: Session },
    answer: async ({ caller }, context) => ({ body: await sessionOf(caller, context) }),
  }),
  route({
    method: 'POST',
    address: '/v1/session',
    operation: 'logIn',
    summary: 'Logs in with a token: the session is kept in a cookie for twelve hours',
    scope: null,
    body: LogIn,
    answers: { 200: Session },
    async answer({ body: { token }, from }, context) {
      const { callers, logIns, keepAct } = context;
      const seconds = logIns.waitFor(from.address);
      if (seconds > 0) return { status: 429, problem: `too many attempts from your address: wait ${seconds} seconds` };
      const session = await callers.logIn(token);
      if (session === null) {
        logIns.failed(from.address);
        await keepAct({ by: 'nobody known', act: 'fail-to-log-in', of: '', reason: `from ${from.address}` });
        return { status: 401, problem: 'there is no such token' };
      }
      logIns.succeeded(from.address);
      const by = session.caller.name ?? '';
      await keepAct({ by, act: 'log-in', of: '', reason: `from ${from.address}` });
      return {
        body: await sessionOf(session.caller, context),
        headers: { 'set-cookie': cookieOf(session.cookie, session.seconds, from.encrypted) },
      };
    },
  }),
  route({
    method: 'POST',
    address: '/v1/session/end',
    operation: 'logOut',
    summary: 'Logs out: the session ends, whoever else has its cookie',
    scope: null,
    answers: { 200: Session },
    async answer({ cookie, from }, context) {
      const by = await context.callers.logOut(cookie);
      if (by !== null) await context.keepAct({ by, act: 'log-out', of: '', reason: `from ${from.address}` });
      return {
        body: await sessionOf({ name: null, by: 'nothing', scopes: [] }, context),
        headers: { 'set-cookie': cookieOf('', 0, from.encrypted) },
      };
    },
  }),
];

async function sessionOf(caller: Caller, { callers }: RouteContext): Promise<z.infer<typeof Session>> {
  const { name, by, scopes } = caller;
  return { name, by, scopes: [...scopes], forgeryToken: await callers.forgeryToken(caller) };
}
