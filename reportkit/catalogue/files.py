"""Files: what kind of file came."""

from reportkit.catalogue.rule import Rule, Severity
from reportkit.language.words import Words

F01 = Rule(
    Severity.REJECT,
    Words('"{file}" is not a spreadsheet; it was not read.', "“{file}”不是表格文件，没有读取。"),
    Words(
        "Save it as .xlsx with Excel or WPS and send it again; unpack archives first.",
        "用 Excel 或 WPS 另存为 .xlsx 再交；压缩包先解压。",
    ),
)
F02 = Rule(
    Severity.REJECT,
    Words(
        '"{file}" is encrypted by document-security software.',
        "“{file}”被本机加密软件加密，别的电脑打不开。",
    ),
    Words("Have it released (decrypted) and send it again.", "申请解密（外发）后再交。"),
)
F03 = Rule(
    Severity.REJECT,
    Words('"{file}" is encrypted with a password.', "“{file}”设有密码，内容已加密，无法读取。"),
    Words(
        "Take off the password, also that of “protect workbook”, save and send it again.",
        "去掉打开密码（“保护工作簿”的密码也要去掉），另存后再交。",
    ),
)
F04 = Rule(
    Severity.WARNING,
    Words(
        '"{file}" is the old {ext} format; values were read, {lost} could not be checked.',
        "“{file}”是旧格式（{ext}），已按内容读取，但查不到{lost}。",
    ),
    Words("Next time use the .xlsx that was sent out.", "下次请用下发的 .xlsx。"),
)
F05 = Rule(
    Severity.REJECT,
    Words('"{file}" is {what}, not a workbook; it was not read.', "“{file}”是{what}，不是表格文件，没有读取。"),
    Words("Send the form itself, the filled-in workbook (.xlsx).", "请把填好的表格文件（.xlsx）本身发来。"),
)
F06 = Rule(
    Severity.REJECT,
    Words('"{file}" is incomplete or damaged ({size}).', "“{file}”不完整或已损坏（{size}）。"),
    Words("Send the original file again.", "重新发送原文件。"),
)
F07 = Rule(
    Severity.REJECT,
    Words('"{file}" is {size}; the limit is {limit}.', "“{file}”有 {size}，超过 {limit}。"),
    Words(
        "Take pictures and attachments out of it, send them beside it, and send it again.",
        "请把里面的图片和附件取出来，另外随表发来，表再交一次。",
    ),
)
F08 = Rule(
    Severity.REJECT,
    Words('"{file}" unpacks too large; not read, for safety.', "“{file}”解压后过大，为安全未读取。"),
    Words("Ask the sender where the file comes from.", "找填报人核实来源。"),
)
F09 = Rule(
    Severity.REJECT,
    Words(
        '"{file}" holds content that should not be there ({what}); not read.',
        "“{file}”含不应出现的内容（{what}），为安全未读取。",
    ),
    Words("Ask the sender where the file comes from.", "找填报人核实来源。"),
)
F10 = Rule(
    Severity.REJECT,
    Words('"{file}" is {what}; it was not unpacked.', "“{file}”是{what}，没有解开读取。"),
    Words(
        "Unpack it and send the workbooks, or pack them into one .zip.",
        "请解压后把表格文件发来，或者直接打成一个 .zip。",
    ),
)
F11 = Rule(
    Severity.WARNING,
    Words('"{file}" contains macros; they were not run.', "“{file}”带有宏，程序不会运行宏，只读取数值。"),
    Words("Next time save it as .xlsx.", "下次另存为 .xlsx。"),
)
F12 = Rule(
    Severity.WARNING,
    Words(
        '"{file}" links to other files in {n} places; saved values were used.',
        "“{file}”有 {n} 处引用了别的文件，采用的是保存时的数值。",
    ),
    Words("Copy and paste as values.", "复制后“粘贴为数值”。"),
)
F13 = Rule(
    Severity.WARNING,
    Words('"{file}" has embedded objects; not merged.', "“{file}”内嵌了对象或附件，未汇总。"),
    Words("Send attachments separately.", "附件另行报送。"),
)
F14 = Rule(
    Severity.INFO,
    Words('"{file}" was skipped: it is {what}.', "“{file}”已跳过：{what}。"),
    Words("Nothing to do, unless a form was meant.", "一般无需处理；如果是要报的表，请放入文件本身。"),
)
F15 = Rule(
    Severity.ERROR,
    Words(
        '"{file}" is open in another program or out of reach just now; skipped this time.',
        "“{file}”正被其他程序打开，或暂时读不到，这次没读。",
    ),
    Words(
        "Close it there, see that its folder can be opened, and run the command again.",
        "请关闭该文件，确认所在文件夹能打开，然后重新运行。",
    ),
)
F16 = Rule(
    Severity.REJECT,
    Words('"{file}" is a {what} table, which cannot be read here.', "“{file}”是{what}格式的表格，这里读不了。"),
    Words(
        "Open it where it was made, save or export it as .xlsx and send that.",
        "请用原来的软件打开，另存（导出）为 .xlsx 再交。",
    ),
)
F17 = Rule(
    Severity.REJECT,
    Words('"{file}" holds no workbook.', "“{file}”里没有表格文件。"),
    Words("Send the form itself, as .xlsx.", "请把填报表（.xlsx）本身发来。"),
)
F18 = Rule(
    Severity.REJECT,
    Words(
        '"{file}" cannot be read: it breaks the reader, or takes more time or memory than any form needs.',
        "“{file}”无法读取：文件内部有毛病，或者读取时要占的时间、内存远超一般表格。",
    ),
    Words("Fill in the form that was sent out and send that.", "请用下发的表重新填写后再交。"),
)
F19 = Rule(
    Severity.REJECT,
    Words('"{file}" is empty ({size}); nothing is in it.', "“{file}”是空文件（{size}），里面什么也没有。"),
    Words("Send the file again; its content was lost on the way.", "内容在途中丢了，请重新发送原文件。"),
)
F20 = Rule(
    Severity.REJECT,
    Words(
        '"{file}" has content very far from its table (up to {cells}); it was not read.',
        "“{file}”在离表格很远的地方（到 {cells} 为止）有内容，没有读取。",
    ),
    Words(
        "Delete what stands far below and beside the table, save it as .xlsx and send that.",
        "删去表格下方、右侧很远处多余的内容，另存为 .xlsx 再交。",
    ),
)
F22 = Rule(
    Severity.ERROR,
    Words(
        '"{file}" could not be worked through: the program failed over it (reference {reference}). '
        "The file is kept as it is, and nothing is held against whoever sent it.",
        "“{file}”这次没有处理完：程序出错（编号 {reference}），不是文件的问题，也不怪报送单位；文件原样保留。",
    ),
    Words(
        "Send {log} to whoever looks after reportkit; the unit need do nothing, and the next run tries again.",
        "请把 {log} 发给维护人；填报单位不用做什么，下次运行会再试。",
    ),
)
F23 = Rule(
    Severity.ERROR,
    Words(
        'The program failed while it marked the correction copy of "{file}" (reference {reference}); {instead}.',
        "标注“{file}”的修改稿时程序出错（编号 {reference}）；{instead}。",
    ),
    Words(
        "What the unit has to mend stands in the check report. Send {log} to whoever looks after reportkit.",
        "单位要改的内容见核查结果。请把 {log} 发给维护人。",
    ),
)
F24 = Rule(
    Severity.ERROR,
    Words(
        '"{file}" could not be read just now: its reader was ended, or the machine had no time or memory for it. '
        "The file is kept as it is, and nothing is held against whoever sent it.",
        "“{file}”这次没能读取：读取程序被中止，或者机器当时没有足够的时间、内存；文件原样保留，也不怪报送单位。",
    ),
    Words(
        "Close other programs and run the command again; the unit need do nothing.",
        "请关闭其他程序后再运行一次；填报单位不用做什么。",
    ),
)
F25 = Rule(
    Severity.INFO,
    Words('{n} {what} in "{file}" were not looked at.', "“{file}”里有 {n} {what}，没有逐个查看。"),
    Words("Nothing to do; they are kept with it.", "无需处理；原件连同这些文件一起留存。"),
)
F26 = Rule(
    Severity.REJECT,
    Words(
        'In "{file}" {n} more files could not be looked at: they are more than {most}, or more than {limit} together, '
        "or lie too deep in other mails.",
        "“{file}”里还有 {n} 个文件没能查看：总数超过 {most} 个、合计超过 {limit}，或者在邮件里套得太深。",
    ),
    Words(
        "Send the forms without what else there is, or in several smaller archives or mails.",
        "请只发填报表，或分成几个较小的压缩包、几封邮件来发。",
    ),
)
F30 = Rule(
    Severity.REJECT,
    Words(
        '"{file}" is packed in an unusual way, which cannot be unpacked here; it was not read.',
        "“{file}”的打包压缩方式少见，这里解不开，没有读取。",
    ),
    Words(
        "Open it in Excel or WPS, save it as .xlsx and send that.",
        "请用 Excel 或 WPS 打开，另存为 .xlsx 再交。",
    ),
)
F31 = Rule(
    Severity.INFO,
    Words(
        '"{file}" was read; these parts of it, which hold no cells, were left aside: {parts}.',
        "“{file}”已读取；其中与表格内容无关的部分未用：{parts}。",
    ),
    Words(
        "Nothing to do; saved once more with Excel or WPS, it is whole again.",
        "无需处理；用 Excel 或 WPS 另存一次即可恢复完整。",
    ),
)
F32 = Rule(
    Severity.WARNING,
    Words(
        '"{file}" is damaged; it was read without {parts}, and something may be missing.',
        "“{file}”有损坏，已读取其余部分，但读不了{parts}，内容可能不全。",
    ),
    Words(
        "Open it in Excel or WPS, see that nothing is missing, save it and send it again.",
        "请用 Excel 或 WPS 打开，核对内容是否齐全，保存后再交。",
    ),
)
F33 = Rule(
    Severity.REJECT,
    Words('"{file}" is a workbook with {what}; no form is in it.', "“{file}”是表格文件，但{what}，里面没有填报表。"),
    Words("Fill in the form that was sent out and send that.", "请用下发的表填好后再交。"),
)
