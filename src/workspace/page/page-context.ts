import { createContext, type Dispatch, useContext } from 'react';
import type { PageAction, PageState } from './page-state.ts';

export interface Page {
  readonly state: PageState;
  readonly dispatch: Dispatch<PageAction>;
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) throw new Error('usePage is for components inside the page');
  return page;
}
