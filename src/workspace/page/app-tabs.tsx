import { APP_TABS, type AppTab } from '../wire.ts';
import { usePage } from './page-context.ts';

const NAMES: Readonly<Record<AppTab, string>> = { home: 'Home', messages: 'Messages' };

/** The tabs above the bot's direct message. */
export function AppTabs() {
  const { state, dispatch } = usePage();
  return (
    <nav className="tabs" aria-label={`Tabs of ${state.workspace.app.name}`}>
      {APP_TABS.map((tab) => (
        <button
          key={tab}
          type="button"
          className="tab"
          aria-current={state.tab === tab ? 'page' : undefined}
          onClick={() => dispatch({ type: 'tab_shown', tab })}
        >
          {NAMES[tab]}
        </button>
      ))}
    </nav>
  );
}
