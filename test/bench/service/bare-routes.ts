// Bare fastify routes that answer what the service's API answers. Words: the API's address, path of a list, of an article.
import Fastify from 'fastify';

const [, , api = '', list = '', article = ''] = process.argv;
const read = async (path: string): Promise<object> => (await (await fetch(`${api}${path}`)).json()) as object;
const [listed, single] = [await read(list), await read(article)];
const server = Fastify();
server.get('/list', async () => listed);
server.get('/article', async () => single);
const address = await server.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${new URL(address).port}\n`);
