import { useEffect } from 'react';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';

const SHOWN_MS = 8000;

/** A passing line about something that did not work, and a lasting one while the connection is lost. */
export function Notice() {
  const { state, dispatch } = usePage();
  const { notice, isOnline } = state;
  useEffect(() => {
    if (notice === undefined) return;
    const timer = setTimeout(() => dispatch({ type: 'notice', text: undefined }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, dispatch]);

  const lost = isOnline ? undefined : 'Connection lost. Trying again…';
  const text = lost ?? notice;
  return (
    <div className="notices" role="status" aria-live="polite">
      {text !== undefined && (
        <p className="notice">
          {text}
          {lost === undefined && (
            <button
              type="button"
              className="icon-button"
              aria-label="Dismiss"
              onClick={() => dispatch({ type: 'notice', text: undefined })}
            >
              <Icon name="close" />
            </button>
          )}
        </p>
      )}
    </div>
  );
}
