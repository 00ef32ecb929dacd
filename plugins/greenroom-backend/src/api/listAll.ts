import {
  DeclarationStore,
  DeclarationWithStatus,
  ListQuery,
} from '../declarations/DeclarationStore';

/** Declarations that are read at a time. */
const PAGE = 200;

/** Every declaration that the query admits. */
export async function listAll(
  store: Pick<DeclarationStore, 'list'>,
  query: Omit<ListQuery, 'limit' | 'cursor'>,
): Promise<DeclarationWithStatus[]> {
  const found: DeclarationWithStatus[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list({ ...query, limit: PAGE, cursor });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}
