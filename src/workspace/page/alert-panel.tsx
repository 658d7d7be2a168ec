import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { type AlertAction, LARGEST_STORM, type SentAlerts } from '../wire.ts';
import { AlertReply } from './alert-reply.tsx';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';
import { sendAlert } from './server.ts';

const FIRST_STORM = 30;

/** Sends alerts in the name of a monitoring system, above the composer of the channel in which they arrive. */
export function AlertPanel() {
  const { state, dispatch } = usePage();
  const { samples } = state.workspace.alerts;
  const [source, setSource] = useState<string>(samples[0]?.source ?? '');
  const [storm, setStorm] = useState(FIRST_STORM);
  const [isForged, setForged] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [sent, setSent] = useState<SentAlerts>();
  const first = useRef<HTMLSelectElement>(null);
  const id = useId();
  useEffect(() => first.current?.focus(), []);

  const known = samples.find((sample) => sample.source === source)?.firing ?? 0;
  const firing = state.firing.get(source) ?? known;

  async function act(action: AlertAction) {
    setBusy(true);
    const { error, sent: answered } = await sendAlert({ source, action, count: storm, isForged });
    setBusy(false);
    setSent(answered);
    if (error !== undefined) dispatch({ type: 'notice', text: error });
    if (answered !== undefined) dispatch({ type: 'alerts_sent', source, firing: answered.firing });
  }
  const submit = (event: FormEvent, action: AlertAction) => {
    event.preventDefault();
    void act(action);
  };

  return (
    <section className="alert-panel" aria-labelledby={`${id}-title`}>
      <header className="alert-panel__head">
        <h2 id={`${id}-title`}>Send an alert</h2>
        <label className="alert-panel__tick">
          <input type="checkbox" checked={isForged} onChange={({ target }) => setForged(target.checked)} />
          Sign with a wrong secret
        </label>
        <button
          type="button"
          className="icon-button"
          aria-label="Close the panel"
          onClick={() => dispatch({ type: 'alert_panel', isOpen: false })}
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="alert-panel__forms">
        <form className="alert-panel__form" onSubmit={(event) => submit(event, 'fire')}>
          <select
            ref={first}
            className="select alert-panel__source"
            aria-label="Monitoring system"
            value={source}
            onChange={({ target }) => {
              setSource(target.value);
              setSent(undefined);
            }}
          >
            {samples.map(({ source: value, name, title }) => (
              <option key={value} value={value}>
                {name}: {title}
              </option>
            ))}
          </select>
          <button type="submit" className="button button--primary" disabled={isBusy}>
            Fire
          </button>
          <button
            type="button"
            className="button"
            title="Send the newest that is firing once more"
            disabled={isBusy || firing === 0}
            onClick={() => act('repeat')}
          >
            Repeat
          </button>
          <button
            type="button"
            className="button"
            disabled={isBusy || firing === 0}
            onClick={() => act('resolve')}
          >
            {firing > 1 ? `Resolve all ${firing}` : 'Resolve'}
          </button>
        </form>
        <form className="alert-panel__form" onSubmit={(event) => submit(event, 'storm')}>
          <label htmlFor={`${id}-storm`}>A storm of</label>
          <input
            id={`${id}-storm`}
            className="field alert-panel__count"
            type="number"
            required
            min={2}
            max={LARGEST_STORM}
            value={Number.isNaN(storm) ? '' : storm}
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => setStorm(target.valueAsNumber)}
          />
          <button type="submit" className="button" disabled={isBusy}>
            Fire storm
          </button>
        </form>
      </div>
      <div className="alert-panel__reply" role="status">
        {sent === undefined ? (
          <p id={`${id}-hint`}>
            {isBusy
              ? 'Sending…'
              : 'Signed and sent as the system would. More than ten of a group at once become one summary, unless they are critical.'}
          </p>
        ) : (
          <AlertReply sent={sent} isBusy={isBusy} />
        )}
      </div>
    </section>
  );
}
