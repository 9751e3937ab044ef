/** A tool call that cannot be carried out as asked: the message is for the model to read and names the way out. */
export class ToolFault extends Error {
  override readonly name = 'ToolFault'
}
