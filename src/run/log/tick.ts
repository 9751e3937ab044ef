/**
 * How long streamed words wait for each other before they are appended. The first words of a message do not wait; of later
 * ones each append makes an event, a row and a frame for every reader, so that a crowd shares them and one answer does not wait.
 */
const TICK_MS = { least: 50, most: 150 }
/** Each answer of the last append adds so much. */
const TICK_PER_ANSWER_MS = 0.1

/** Milliseconds from an append of so many answers to the next one. */
export const tickAfter = (answers: number) => Math.min(TICK_MS.most, TICK_MS.least + answers * TICK_PER_ANSWER_MS)
