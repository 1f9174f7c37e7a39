import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../../src/http/openapi.ts';
import { ROUTES } from '../../src/http/routes.ts';
import { expectGolden } from '../golden.ts';

type Operation = {
  operationId: string;
  security: unknown[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  responses: Record<string, unknown>;
};
const document = openApiDocument(ROUTES) as {
  openapi: string;
  paths: Record<string, Partial<Record<'get' | 'post', Operation>>>;
  components: { schemas: Record<string, object> };
};

describe('the OpenAPI document', () => {
  test('is what config/openapi.json says', () => {
    expectGolden(join(import.meta.dirname, '../../config/openapi.json'), `${JSON.stringify(document, null, 2)}\n`);
  });

  test('every reference in it leads to something', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!);
    expect(references.length).toBeGreaterThan(10);
    const lost = references.filter((reference) => {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1] ?? '';
      return !(name in document.components.schemas);
    });
    expect(lost).toEqual([]);
  });

  test('has every path parameter that an address names, and each operation once', () => {
    const operations = Object.entries(document.paths).flatMap(([address, methods]) =>
      Object.values(methods).map((operation) => ({ address, ...operation })),
    );
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(operations.length).toBeGreaterThan(ROUTES.length);
    for (const { address, parameters } of operations) {
      const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual([...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  test('says what the list of articles takes', () => {
    const { parameters } = document.paths['/v1/articles']!.get!;
    expect(parameters.map(({ name, required }) => [name, required])).toEqual([
      ['after', false],
      ['before', false],
      ['limit', false],
      ['since', false],
      ['q', false],
      ['event', false],
      ['uri', false],
      ['agency', false],
      ['language', false],
      ['priority', false],
      ['newsClass', false],
      ['feed', false],
      ['subject', false],
      ['held', false],
      ['brief', false],
    ]);
    expect(parameters.find(({ name }) => name === 'limit')?.schema).toMatchObject({
      type: 'integer',
      minimum: 1,
      maximum: 200,
      default: 50,
    });
  });
});
