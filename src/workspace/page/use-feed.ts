import { type Dispatch, useEffect } from 'react';
import type { Change } from '../changes.ts';
import type { PageAction } from './page-state.ts';
import { fetchState } from './server.ts';

/** Follows the workspace's live feed; after a break, everything is fetched anew. */
export function useFeed(dispatch: Dispatch<PageAction>): void {
  useEffect(() => {
    const feed = new EventSource('/api/feed');
    let wasLost = false;
    feed.onmessage = ({ data }) => {
      const change: Change = JSON.parse(String(data));
      dispatch({ type: 'change', change });
    };
    feed.onerror = () => {
      wasLost = true;
      dispatch({ type: 'online', isOnline: false });
    };
    feed.onopen = () => {
      dispatch({ type: 'online', isOnline: true });
      if (!wasLost) return;
      wasLost = false;
      fetchState().then(
        (workspace) => dispatch({ type: 'refreshed', workspace }),
        () => dispatch({ type: 'online', isOnline: false }),
      );
    };
    return () => feed.close();
  }, [dispatch]);
}
