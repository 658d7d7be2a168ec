import { AlertPanel } from './alert-panel.tsx';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';

/** The panel that sends alerts or, while it is closed, the way to it. */
export function AlertBar() {
  const { state, dispatch } = usePage();
  if (state.isAlertPanelOpen) return <AlertPanel />;
  return (
    <div className="samples">
      <button
        type="button"
        className="sample sample--icon"
        onClick={() => dispatch({ type: 'alert_panel', isOpen: true })}
      >
        <Icon name="bell" /> Send an alert
      </button>
    </div>
  );
}
