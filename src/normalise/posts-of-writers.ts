const POST_ALONE =
  /^(?:(?:by|von|par|por|di|af|av|door) )?(?:(?:an?|our|the|unsere[mn]|notre|nuestro|own|eigenen) )?(?:(?:staff|special|own|foreign|news|web|online) )?(?:reporters?|correspondents?|writers?|journalists?|redaktion|korrespondenten|rédaction|redacción|redazione|redactie)$/i;

/** Bylines without those that name a post and nobody who holds it ("Staff Reporter"), where another names somebody. */
export function withoutPosts(bylines: readonly string[]): readonly string[] {
  const names = bylines.filter((byline) => !POST_ALONE.test(byline.trim()));
  return names.length > 0 ? names : bylines;
}
