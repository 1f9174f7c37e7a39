/** Runs in the thread that has the search index. */
import { parentPort } from 'node:worker_threads';
import { describeError } from '../article/failure.ts';
import { IndexOwner, type IndexReply, type IndexRequest } from './index-owner.ts';

const owner = new IndexOwner();

function reply({ number, call, given }: IndexRequest): IndexReply {
  try {
    return { number, answer: (owner[call] as (...given: unknown[]) => unknown).apply(owner, [...given]) };
  } catch (error) {
    return { number, problem: describeError(error) };
  }
}

parentPort?.on('message', (request: IndexRequest) => parentPort?.postMessage(reply(request)));
