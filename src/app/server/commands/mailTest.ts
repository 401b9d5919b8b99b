import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { systemClock } from '#platform/clock/clock.ts'
import type { MailSettings } from '#platform/config/server/mailSettings.ts'
import { isMailAddress } from '#platform/mailAddress.ts'
import { sendBySmtp } from '#platform/mail/server/sendBySmtp.ts'
import { DONE, MISCALLED, REFUSED, type Command, type CommandTools } from './command.ts'

/** Sends one mail by the settings, without the database, and says in one line what went wrong. */
export const mailTest: Command = {
  name: 'mail test',
  summary: 'cli_mail_test',
  usage: '--to ADDRESS',
  async run(args, tools) {
    const { config, texts, print } = tools
    const { values } = parseArgs({ args: [...args], options: { to: { type: 'string' } } })
    const to = values.to ?? ''
    if (!isMailAddress(to)) {
      print(texts('mail_test_no_address'))
      return MISCALLED
    }
    if (!config.mail) {
      print(texts('mail_test_no_server'))
      return REFUSED
    }
    return sendTest(config.mail, to, tools)
  }
}

const sendTest = async (settings: MailSettings, to: string, { texts, print }: CommandTools) => {
  const { host, port } = settings
  const refusal = await sendBySmtp(
    settings,
    {
      id: randomUUID(),
      date: systemClock.now(),
      to,
      subject: texts('mail_test_subject'),
      text: texts('mail_test_text')
    },
    new AbortController().signal
  )
  const server = `${host}:${port}`
  if (!refusal) print(texts('mail_test_sent', { server, to }))
  else {
    const reply = refusal.reply === undefined ? 'none' : String(refusal.reply)
    print(texts('mail_test_failed', { server, reason: texts(`mail_refusal_${refusal.code}`), reply }))
  }
  return refusal ? REFUSED : DONE
}
