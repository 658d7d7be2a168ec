import { useEffect, useReducer, useState } from 'react';
import type { WorkspaceState } from '../wire.ts';
import { Banner } from './banner.tsx';
import { Conversation } from './conversation.tsx';
import { Modal } from './modal.tsx';
import { Notice } from './notice.tsx';
import { PageContext } from './page-context.ts';
import { firstState, type OpenThread } from './page-state.ts';
import { reducePage } from './reduce-page.ts';
import { fetchState } from './server.ts';
import { Sidebar } from './sidebar.tsx';
import { ThreadPane } from './thread-pane.tsx';
import { useFeed } from './use-feed.ts';

export function PageApp() {
  const [workspace, setWorkspace] = useState<WorkspaceState>();
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    fetchState().then(setWorkspace, (error: unknown) => setFault(String(error)));
  }, []);
  if (fault !== undefined) return <p className="loading">The workspace did not load. {fault}</p>;
  if (workspace === undefined) return <p className="loading">Opening the workspace…</p>;
  return <Page workspace={workspace} />;
}

function Page({ workspace }: { workspace: WorkspaceState }) {
  const [state, dispatch] = useReducer(reducePage, workspace, (first) => ({
    ...firstState(first, linkedPlace()?.channel),
    thread: linkedPlace(),
  }));
  const [isSidebarOpen, setSidebarOpen] = useState(false);
  useFeed(dispatch);

  const unread = [...state.unread.values()].reduce((sum, count) => sum + count, 0);
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${workspace.teamName}`;
  }, [unread, workspace.teamName]);

  const view = state.views.at(-1);
  return (
    <PageContext value={{ state, dispatch }}>
      <div className={`page ${state.thread === undefined ? '' : 'page--with-thread'}`}>
        <Banner />
        <Sidebar isOpen={isSidebarOpen} onClose={() => setSidebarOpen(false)} />
        <Conversation key={state.channel} onOpenSidebar={() => setSidebarOpen(true)} />
        {state.thread !== undefined && <ThreadPane key={state.thread.ts} thread={state.thread} />}
      </div>
      {view !== undefined && <Modal key={String(view.id)} view={view} />}
      <Notice />
    </PageContext>
  );
}

/** The message that the address names, as in `/archives/C012/p1700000000000100?thread_ts=…`. */
function linkedPlace(): OpenThread | undefined {
  const [, channel, seconds, fraction] =
    /^\/archives\/(\w+)\/p(\d{10})(\d{6})$/.exec(location.pathname) ?? [];
  if (channel === undefined) return undefined;
  return { channel, ts: new URLSearchParams(location.search).get('thread_ts') ?? `${seconds}.${fraction}` };
}
