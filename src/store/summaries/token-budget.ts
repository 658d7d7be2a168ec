import type { Queryable } from '../database/database.ts';

/** Tokens that the model may use in a day (UTC, by the database's clock). */
export interface TokenBudget {
  /** Takes tokens out of today's budget; false, and nothing taken, when fewer than that are left of `limit`. */
  reserve(tokens: number, limit: number): Promise<boolean>;
  /** Puts right what was reserved, once the real use is known. */
  settle(reserved: number, used: number): Promise<void>;
}

const TODAY = "(now() AT TIME ZONE 'utc')::date";

export function createTokenBudget(database: Queryable): TokenBudget {
  return {
    reserve: async (tokens, limit) => {
      const taken = await database.query(
        `INSERT INTO pasteur.token_days AS d (day, tokens) SELECT ${TODAY}, $1::bigint WHERE $1::bigint <= $2::bigint
         ON CONFLICT (day) DO UPDATE SET tokens = d.tokens + excluded.tokens
           WHERE d.tokens + excluded.tokens <= $2::bigint
         RETURNING day`,
        [tokens, limit],
      );
      return taken.length > 0;
    },
    settle: async (reserved, used) => {
      await database.query(
        `UPDATE pasteur.token_days SET tokens = greatest(0, tokens + $1::bigint) WHERE day = ${TODAY}`,
        [used - reserved],
      );
    },
  };
}
