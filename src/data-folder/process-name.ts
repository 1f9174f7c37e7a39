import { hostname } from 'node:os';

/** Tells this process from the others that write to the same folder: in a container every one of them is process 1. */
export const PROCESS = `${hostname()}-${process.pid}`;
