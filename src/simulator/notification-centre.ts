import { type Answered, type Asked, json, NOTHING_HERE } from './agencies/contract/agency.ts';
import type { AgencyDesk } from './agency-desk.ts';

/** Where AFP sends what a subscription finds. */
interface Service {
  readonly href: string;
  readonly user: string;
  readonly password: string;
  subscribed: boolean;
}

/** AFP's notification centre: services are registered, subscriptions added to them, and each new document is told. */
export class NotificationCentre {
  readonly #services = new Map<string, Service>();
  readonly #desk: AgencyDesk;
  #notified = 0;

  constructor(desk: AgencyDesk) {
    this.#desk = desk;
  }

  /** Answers a request under `/notification/api`. */
  answer({ method, path, query, body }: Asked): Answered {
    const what = `${method} ${path.replace('/notification/api/', '')}`;
    const service = query.get('service') ?? '';
    if (what === 'POST service/register') {
      const { name, datas } = JSON.parse(body) as { name: string; datas: Service };
      this.#services.set(name, { ...datas, subscribed: false });
      return done(name);
    }
    const found = this.#services.get(service);
    if (found === undefined) return json({ error: { code: 404, message: `there is no service ${service}` } });
    if (what === 'POST subscription/add') found.subscribed = true;
    else if (what === 'DELETE service/delete') this.#services.delete(service);
    else return NOTHING_HERE;
    return done(service);
  }

  /** Tells of what was filed since. Nobody is told twice, and who does not answer is not told again. */
  notify(): void {
    const fresh = this.#desk.filed.slice(this.#notified);
    this.#notified += fresh.length;
    const services = [...this.#services.values()].filter(({ subscribed }) => subscribed);
    for (const { uri } of fresh) for (const service of services) void send(service, uri);
  }
}

const done = (uno: string): Answered => json({ response: { status: { code: 0, reason: 'success' }, uno } });

async function send({ href, user, password }: Service, uno: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  await fetch(href, { method: 'POST', headers, body: JSON.stringify({ uno }) }).catch(() => undefined);
}
