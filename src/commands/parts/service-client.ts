/** The service did not do what it was asked; the message says why. */
export class ServiceRefused extends Error {
  override readonly name = 'ServiceRefused';
}

/** What is asked beside the path; what is undefined is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** Answers the requests of the API: a running service over HTTP, or the store of one that is reached directly. */
export interface ServiceClient {
  /** @throws ServiceRefused */
  get<Answer>(path: string, query?: Query): Promise<Answer>;
  /** @throws ServiceRefused */
  post<Answer>(path: string, body?: object): Promise<Answer>;
}
