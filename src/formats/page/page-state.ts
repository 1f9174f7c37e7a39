import { fold } from './page-headline.ts';
import type { PageTree } from './page-tree.ts';

/** What a page is when it is no story. */
export type PageState = 'challenge' | 'consent' | 'login' | 'paywall' | 'missing' | 'empty';

const LITTLE = 400;

/** Words that such pages show, in their titles and in what little they say. A row a state, the surest first. */
const WORDS: readonly { readonly state: PageState; readonly pattern: RegExp }[] = [
  {
    state: 'challenge',
    pattern:
      /\b(?:just a moment|attention required|access denied|are you (?:a )?(?:human|robot)|not a robot|captcha|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|pardon our interruption|unusual (?:traffic|activity)|enable javascript and cookies|request (?:blocked|unsuccessful)|bot detection|kein roboter|vérifi\w* que vous (?:êtes|n[’']êtes)|no (?:eres|soy) un robot)\b/iu,
  },
  {
    state: 'missing',
    pattern:
      /\b(?:page (?:not found|introuvable)|404|not be found|no longer (?:available|exists)|seite (?:wurde )?nicht gefunden|nicht mehr verfügbar|página no encontrada|pagina non trovata|n[’']existe (?:pas|plus))\b/iu,
  },
  {
    state: 'consent',
    pattern:
      /\b(?:before you continue|accept (?:all )?cookies|cookie (?:consent|settings)|manage (?:your )?(?:cookies|consent|privacy)|we (?:value|care about) your privacy|we and our (?:\d+ )?partners|zustimmen und weiter|cookies? akzeptieren|ihre zustimmung|datenschutzeinstellungen|accepter (?:les|et)|nous et nos partenaires|aceptar (?:y|todas)|accetta (?:e|tutti)|cookies accepteren)\b/iu,
  },
  {
    state: 'paywall',
    pattern:
      /\b(?:subscribe to (?:read|continue)|subscribers? only|to continue reading|already a subscriber|réservé aux abonnés|abonnez-vous pour|il vous reste|jetzt (?:weiterlesen|abonnieren)|mit .{0,20}abo (?:weiter)?lesen|exclusivo para suscriptores|contenuto riservato|alleen voor abonnees)\b/iu,
  },
  {
    state: 'login',
    pattern:
      /\b(?:log ?in|sign ?in|anmelden|einloggen|se connecter|connexion|iniciar sesión|accedi|inloggen|password|passwort|mot de passe|contraseña)\b/iu,
  },
];

/** Says what a page is in which no story was found, or whose story is so short that it may be none; null for a story. */
export function stateOfPage(
  tree: PageTree,
  story: string,
  shown: string,
  isSubscribersOnly: boolean,
): PageState | null {
  if (story.length >= LITTLE && !(isSubscribersOnly && story.length < 2 * LITTLE)) return null;
  const titled = WORDS.find(({ state, pattern }) => state !== 'login' && pattern.test(tree.title ?? ''));
  if (titled !== undefined) return titled.state;
  const said = shown.slice(0, 4_000);
  if (tree.hasPassword && story.length < LITTLE / 4) return 'login';
  const found = WORDS.find(({ state, pattern }) => (state !== 'login' || tree.hasPassword) && pattern.test(said));
  if (found !== undefined && (story.length < LITTLE / 2 || found.pattern.test(story))) return found.state;
  if (isSubscribersOnly) return 'paywall';
  return fold(story).length < SHORTEST_STORY ? 'empty' : null;
}

/** One sentence of an alert. */
const SHORTEST_STORY = 50;
