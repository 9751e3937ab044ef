/** Whether a text claims that the list was changed: a model that says so without a call is not believed. */

/** Words of claims in the languages of the built-in assistant; a claim speaks of what has been done. */
const CLAIMS: readonly RegExp[] = [
  /\b(?:I(?:['’]ve| have)?|has been|have been|was|were|is now|are now) (?:now |just |successfully |also )*(?:added|created|saved|scheduled|deleted|removed|completed|finished|marked|checked|ticked|updated|changed|moved|renamed|reopened)\b/i,
  /^\W*(?:added|created|deleted|removed|completed|marked|updated|changed|moved|renamed)\b(?!.*\?)/i,
  /✅|🗑/u,
  /\b(?:habe|wurden?|ist|sind)\b.{0,80}\b(?:hinzugefügt|erstellt|gelöscht|entfernt|erledigt|abgehakt|geändert|verschoben)\b/i,
  /(?<!\p{L})(?:he|ha sido|han sido|fue|j['’]ai|a été|ont été|foi|adicionei|ho|è stat[oa]|heb|is).{0,80}(?:añadid[oa]|creado|eliminad[oa]|borrad[oa]|completad[oa]|ajoutée?s?|créée?s?|supprimée?s?|terminée?s?|modifiée?s?|adicionad[oa]|removid[oa]|concluíd[oa]|aggiunto|eliminato|completato|toegevoegd|verwijderd|voltooid)/iu,
]

export const claimsChange = (text: string) => CLAIMS.some((claim) => claim.test(text))
