/** The ways by which reminders reach people where no page is open: which are set up, and whether the mail server answers. */
import type { Config } from '../config.ts'
import { checkMailServer } from '../mail/mail.ts'
import { type Finding, failed, note, ok, reasonOf, warning } from './finding.ts'

type MailConfig = Pick<Config, 'SMTP_URL' | 'SMTP_FROM' | 'PUBLIC_URL'>

const checkMail = async ({ SMTP_URL, PUBLIC_URL }: MailConfig): Promise<Finding[]> => {
  if (!SMTP_URL)
    return [note('mail', 'SMTP_URL is not set: no reminder, digest or link for a new password goes by mail.')]
  const { host } = new URL(SMTP_URL)
  const findings = await checkMailServer(SMTP_URL).then(
    () => [ok('mail', `The mail server at ${host} answers and lets us in.`)],
    (error) => [
      failed(
        'mail',
        `The mail server at ${host} cannot be used: ${reasonOf(error)}.`,
        'Correct SMTP_URL (smtps:// on port 465, smtp:// on 587), or let this machine reach it.',
      ),
    ],
  )
  if (PUBLIC_URL) return findings
  return [...findings, warning('mail', 'Links in letters lead to this machine’s own address.', 'Set PUBLIC_URL.')]
}

const checkPush = ({ PUBLIC_URL }: MailConfig): Finding =>
  PUBLIC_URL?.startsWith('https:')
    ? ok('notifications', 'Browsers can be told of reminders (Web Push).')
    : note('notifications', 'Browsers can be told of reminders (Web Push) over https alone.', 'Set PUBLIC_URL.')

const checkWebhooks = ({ WEBHOOK_ALLOW_PRIVATE }: Pick<Config, 'WEBHOOK_ALLOW_PRIVATE'>): Finding =>
  WEBHOOK_ALLOW_PRIVATE
    ? note(
        'webhooks',
        'WEBHOOK_ALLOW_PRIVATE: whoever has an account can have this machine post into its own networks.',
      )
    : ok('webhooks', 'Webhooks lead to public https addresses only.')

export const checkChannels = async (config: MailConfig & Pick<Config, 'WEBHOOK_ALLOW_PRIVATE'>): Promise<Finding[]> => [
  checkPush(config),
  ...(await checkMail(config)),
  checkWebhooks(config),
]
