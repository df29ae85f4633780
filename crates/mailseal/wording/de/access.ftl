# Zugänge zu den Orten, an denen Zonen geschrieben werden.

error-no-access = es gibt keinen Zugang { $name }
    .next = mailseal access list zeigt die vorhandenen; mailseal access add legt einen an.
reason-damage-access = die Geheimnisse des Zugangs { $name } lassen sich nicht entschlüsseln
