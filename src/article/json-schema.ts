import { z } from 'zod';
import { Article, SCHEMA_VERSION } from './article.ts';

/**
 * The canonical article as JSON Schema 2020-12, as published in `config/article.schema.json`. Readers accept fields
 * that they do not know: within version 1 fields are only added.
 */
export function articleJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(Article, { target: 'draft-2020-12', io: 'input' });
  return {
    $schema,
    $id: `urn:copytaster:article:${SCHEMA_VERSION}`,
    title: 'Copytaster article',
    description: 'One revision of a news story, as destinations receive it in the field "data" of an envelope.',
    ...schema,
  };
}
