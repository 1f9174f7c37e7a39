/** Where a person shows their token once. */
import { useState } from 'preact/hooks';
import { logIn } from '../session.ts';

export function LogIn() {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const token = String(new FormData(event.target as HTMLFormElement).get('token') ?? '');
    setBusy(true);
    try {
      await logIn(token);
    } catch (error) {
      setProblem((error as Error).message);
      setBusy(false);
    }
  };
  return (
    <main class="log-in">
      <form onSubmit={(event) => void submit(event)}>
        <h1>Copytaster</h1>
        <p>Log in with a token. Whoever runs the service makes one with “copytaster token”.</p>
        <label>
          <span>Token</span>
          <input name="token" type="password" autocomplete="current-password" required autofocus />
        </label>
        {problem !== null && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="primary" disabled={busy}>
          Log in
        </button>
      </form>
    </main>
  );
}
