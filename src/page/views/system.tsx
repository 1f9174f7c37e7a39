/** How the service stands, in words, with cures. */
import type { System } from '../answers.ts';
import { useAnswer, useNow } from '../loaded.ts';
import { density, notifies, sounds, theme, zone } from '../preferences.ts';
import { logOut, mayAct, session } from '../session.ts';
import { bytes, count, duration, instant } from '../words.ts';
import { Audit } from './audit.tsx';

function readinessOf({ ready, alarms }: System): string {
  if (!ready) return 'Not ready.';
  return alarms.length === 0 ? 'Ready. Nothing needs a person.' : 'Ready. Some things need a person.';
}

function memoryOf({ memory }: System): string {
  if (memory === null) return 'unknown';
  return `${bytes(memory.usedBytes)}${memory.limitBytes === null ? '' : ` of ${bytes(memory.limitBytes)}`}`;
}

function searchOf({ search }: System): string {
  if (search === null) return 'none here';
  return `${count(search.articles)} stories${search.complete ? '' : ', being built'}`;
}

export function SystemView() {
  const now = useNow();
  const { answer: system, problem } = useAnswer<System>('/v1/system', 3_000);
  return (
    <section class="plain-view" aria-labelledby="system-title">
      <div class="view-head">
        <h1 id="system-title">System</h1>
        <p>{system === null ? '' : readinessOf(system)}</p>
      </div>
      {problem !== null && <p class="problem">{problem}</p>}
      {system !== null && (
        <>
          {[...system.problems, ...system.alarms].map(({ problem: what, cure }) => (
            <p key={what} class="notice withdrawn">
              <b>{what}</b>
              <span class="cure">{cure}</span>
            </p>
          ))}
          <dl class="facts wide">
            <Fact name="Version" value={system.version} />
            <Fact
              name="This process"
              value={`${system.process}, runs for ${duration(now - system.startedAt)}, roles ${system.roles.join(', ')}`}
            />
            <Fact name="Memory of Redis" value={memoryOf(system)} />
            <Fact name="Search" value={searchOf(system)} />
            <Fact name="Held" value={count(system.held)} />
            <Fact name="Dead letters" value={count(system.deadLetters)} />
            <Fact name="Who listens" value={count(system.listening)} />
            <Fact name="Clock of the service" value={instant(system.now)} />
          </dl>
        </>
      )}
      <Preferences />
      {mayAct() && <Audit />}
      {system !== null && (
        <details class="settings">
          <summary>Settings as loaded, without secrets</summary>
          <pre tabIndex={0}>{JSON.stringify(system.settings, null, 2)}</pre>
        </details>
      )}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const ZONES = ['', 'UTC', ...Intl.supportedValuesOf('timeZone')];

function Preferences() {
  return (
    <>
      <h2>On this machine</h2>
      <form class="preferences" onSubmit={(event) => event.preventDefault()}>
        <label>
          Theme
          <select
            value={theme.value}
            onChange={(event) => {
              theme.value = event.currentTarget.value as typeof theme.value;
            }}
          >
            <option value="system">as the machine has it</option>
            <option value="light">light</option>
            <option value="dark">dark</option>
          </select>
        </label>
        <label>
          Rows
          <select
            value={density.value}
            onChange={(event) => {
              density.value = event.currentTarget.value as typeof density.value;
            }}
          >
            <option>comfortable</option>
            <option>dense</option>
          </select>
        </label>
        <label>
          Times in
          <select
            value={zone.value}
            onChange={(event) => {
              zone.value = event.currentTarget.value;
            }}
          >
            {ZONES.map((name) => (
              <option key={name} value={name}>
                {name === '' ? 'the zone of this machine' : name}
              </option>
            ))}
          </select>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={sounds.value}
            onChange={(event) => {
              sounds.value = event.currentTarget.checked;
            }}
          />
          A sound for flashes and stops
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={notifies.value}
            onChange={(event) => {
              notifies.value = event.currentTarget.checked;
              if (notifies.value && 'Notification' in window) void Notification.requestPermission();
            }}
          />
          Notifications of flashes and stops
        </label>
        {session.value?.by === 'session' && (
          <button type="button" onClick={() => void logOut()}>
            Log out
          </button>
        )}
      </form>
    </>
  );
}
