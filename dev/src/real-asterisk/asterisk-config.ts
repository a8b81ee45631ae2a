// The smallest business phone system: a trunk, two desk phones, two queues and a mailbox. Nothing in the dialplan knows of
// Ringback.

/** What differs between runs. */
export interface AsteriskPlan {
  /** Below it everything is kept; a path as Asterisk sees it. */
  readonly folder: string;
  readonly amiPort: number;
  readonly sipPort: number;
  readonly user: string;
  readonly secret: string;
  readonly trunkAddress: string;
  readonly phones: readonly { readonly extension: string; readonly address: string }[];
  /** Where its modules and data are, as the distribution put them. */
  readonly modules: string;
}

/** Asterisk's configuration files by name. */
export function asteriskConfig(plan: AsteriskPlan): Readonly<Record<string, string>> {
  const { folder } = plan;
  const phones = plan.phones.map(
    ({ extension, address }) => `
[${extension}]
type=endpoint
context=from-internal
disallow=all
allow=ulaw
direct_media=no
aors=${extension}
callerid="Desk ${extension}" <${extension}>
[${extension}]
type=aor
contact=sip:${extension}@${address}
qualify_frequency=0`,
  );
  return {
    "asterisk.conf": `[directories](!)
astetcdir => ${folder}/etc
astmoddir => ${plan.modules}
astvarlibdir => /var/lib/asterisk
astdbdir => ${folder}/db
astkeydir => /var/lib/asterisk
astdatadir => /usr/share/asterisk
astagidir => /usr/share/asterisk/agi-bin
astspooldir => ${folder}/spool
astrundir => ${folder}/run
astlogdir => ${folder}/log
[options]
verbose = 0
`.replace("(!)", ""),
    "modules.conf": `[modules]
autoload=yes
noload=chan_sip.so
noload=res_config_ldap.so
noload=res_config_odbc.so
noload=cdr_odbc.so
noload=cdr_pgsql.so
noload=cdr_tds.so
noload=cdr_radius.so
noload=cel_odbc.so
noload=app_voicemail_odbc.so
noload=app_voicemail_imap.so
noload=res_phoneprov.so
noload=res_xmpp.so
noload=chan_dahdi.so
`,
    "logger.conf": "[general]\n[logfiles]\nmessages.log => notice,warning,error\n",
    "manager.conf": `[general]
enabled = yes
port = ${plan.amiPort}
bindaddr = 127.0.0.1
timestampevents = yes
[${plan.user}]
secret = ${plan.secret}
read = call,agent,dialplan
write = reporting
eventfilter = !Event: VarSet
`,
    "cdr.conf":
      "[general]\nenable=yes\nunanswered=yes\nnewcdrcolumns=yes\n[csv]\nusegmtime=no\nloguniqueid=yes\nloguserfield=yes\nnewcdrcolumns=yes\naccountlogs=no\n",
    "queues.conf": `[general]
persistentmembers = no
[support]
strategy = ringall
timeout = 3
retry = 1
member => PJSIP/1001,0,Alice
[sales]
strategy = ringall
timeout = 10
member => PJSIP/1002,0,Bob
[nobody]
joinempty = yes
strategy = ringall
[strict]
joinempty = strict
leavewhenempty = strict
`,
    "voicemail.conf": "[general]\nformat=wav\nmaxsecs=20\n[default]\n1001 => 1234,Alice\n",
    "pjsip.conf": `[udp]
type=transport
protocol=udp
bind=127.0.0.1:${plan.sipPort}
[trunk]
type=endpoint
context=from-trunk
disallow=all
allow=ulaw
direct_media=no
aors=trunk
[trunk]
type=aor
contact=sip:${plan.trunkAddress}
[trunk]
type=identify
endpoint=trunk
match=${plan.trunkAddress.split(":")[0]}
${phones.join("\n")}
`,
    "extensions.conf": `[from-trunk]
exten => _+131255501XX,1,Goto(lines,\${EXTEN:-3},1)
exten => 100,1,Dial(PJSIP/1001,3)
 same => n,Hangup()
exten => +13125550200,1,Dial(PJSIP/1001,3)
 same => n,Hangup()
exten => +13125550201,1,Dial(PJSIP/1001&PJSIP/1002,4)
 same => n,Hangup()
exten => +13125550202,1,Dial(PJSIP/1001,2)
 same => n,VoiceMail(1001@default,u)
 same => n,Hangup()
exten => +13125550203,1,Answer()
 same => n,Queue(support,,,,7)
 same => n,Hangup()
exten => +13125550204,1,Queue(sales,,,,15)
 same => n,Hangup()
exten => +13125550205,1,Answer()
 same => n,BackGround(demo-congrats)
 same => n,WaitExten(5)
exten => +13125550206,1,VoiceMail(1001@default,u)
exten => +13125550207,1,Dial(PJSIP/1001,2)
 same => n,Dial(PJSIP/1002,10)
exten => +13125550208,1,Dial(Local/1001@desk-with-mailbox,20)
exten => +13125550209,1,Queue(strict,,,,10)
 same => n,Dial(PJSIP/1002,4)
exten => +13125550210,1,Ringing()
 same => n,Wait(20)
exten => +13125550211,1,Answer()
 same => n,Queue(support,,,,30)
 same => n,Hangup()
[desk-with-mailbox]
exten => 1001,1,Dial(PJSIP/1001,2)
 same => n,VoiceMail(1001@default,u)
[from-internal]
exten => _10XX,1,Dial(PJSIP/\${EXTEN},10)
exten => _9NXXNXXXXXX,1,Set(CALLERID(num)=+13125550200)
 same => n,Dial(PJSIP/+1\${EXTEN:1}@trunk,10)
exten => _+1NXXNXXXXXX,1,Dial(PJSIP/\${EXTEN}@trunk,10)
`,
  };
}
