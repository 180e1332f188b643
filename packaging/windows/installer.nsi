; Installer for Windows: makensis -WX -DVERSION=0.1.0 -DSOURCE=folder -DOUTPUT=commonground-setup.exe installer.nsi
; For everybody on this computer (asks for an administrator, adds the firewall rule) or for this person alone (asks nothing).
;   commonground-setup.exe /S               silent, for this person
;   commonground-setup.exe /S /AllUsers     silent, for everybody; without the rights of an administrator it ends with 740
Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "x64.nsh"

!define NAME "Common Ground"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\CommonGround"
!define PROGID "CommonGround.Sheet"
!define RULE "Common Ground (local network)"

Name "${NAME}"
OutFile "${OUTPUT}"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true
Icon "${ICON}"
UninstallIcon "${ICON}"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
VIProductVersion "${NUMBER}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

Var Everybody

!insertmacro MUI_PAGE_WELCOME
Page custom AskWho AnswerWho
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION OpenForThePerson
!define MUI_FINISHPAGE_RUN_TEXT "Open Common Ground"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString WHO ${LANG_ENGLISH} "Who is it for?"
LangString WHO ${LANG_GERMAN} "Für wen ist es?"
LangString ONLY_ME ${LANG_ENGLISH} "Only for me (no administrator needed)"
LangString ONLY_ME ${LANG_GERMAN} "Nur für mich (ohne Administratorrechte)"
LangString ALL_USERS ${LANG_ENGLISH} "For everybody on this computer, and let others on the local network reach it (firewall rule)"
LangString ALL_USERS ${LANG_GERMAN} "Für alle an diesem Computer, und für andere im lokalen Netz erreichbar (Firewall-Regel)"

LangString NO_RIGHTS ${LANG_ENGLISH} "This needs an administrator of this computer. Nothing was changed."
LangString NO_RIGHTS ${LANG_GERMAN} "Das kann nur ein Administrator dieses Computers. Nichts wurde geändert."

; What is for everybody needs the rights of an administrator, which the manifest does not ask for: PROGRAM starts again
; with them, and this one ends. Silently nobody can be asked: the exit code says that rights are missing.
!ifndef RIGHTS
  !define RIGHTS "Admin"  ; check_installer.sh gives others
!endif
!macro NEED_RIGHTS PROGRAM
  UserInfo::GetAccountType
  Pop $1
  ${If} $1 != "${RIGHTS}"
    SetErrorLevel 740
    ${If} ${Silent}
      Quit
    ${EndIf}
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/Raised" $1
    ${If} ${Errors}
      ExecShell "runas" "${PROGRAM}" "/AllUsers /Raised"
    ${Else}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(NO_RIGHTS)"
    ${EndIf}
    Quit
  ${EndIf}
!macroend

Var Dialog
Var ForMe
Var ForAll

Function .onInit
  StrCpy $Everybody 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $Everybody 1
  ${EndIf}
  ${If} ${RunningX64}
    SetRegView 64
  ${EndIf}
  ${If} $Everybody = 1
    !insertmacro NEED_RIGHTS "$EXEPATH"
  ${EndIf}
  Call Place
FunctionEnd

Function Place
  ${If} $Everybody = 1
    SetShellVarContext all
    ${If} ${RunningX64}
      StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
    ${Else}
      StrCpy $INSTDIR "$PROGRAMFILES\${NAME}"
    ${EndIf}
  ${Else}
    SetShellVarContext current
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
  ${EndIf}
FunctionEnd

Function AskWho
  !insertmacro MUI_HEADER_TEXT "${NAME}" "$(WHO)"
  nsDialogs::Create 1018
  Pop $Dialog
  ${NSD_CreateRadioButton} 0 10u 100% 14u "$(ONLY_ME)"
  Pop $ForMe
  ${NSD_CreateRadioButton} 0 30u 100% 14u "$(ALL_USERS)"
  Pop $ForAll
  ${If} $Everybody = 1
    ${NSD_Check} $ForAll
  ${Else}
    ${NSD_Check} $ForMe
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function AnswerWho
  ${NSD_GetState} $ForAll $0
  ${If} $0 = ${BST_CHECKED}
    !insertmacro NEED_RIGHTS "$EXEPATH"
    StrCpy $Everybody 1
  ${Else}
    StrCpy $Everybody 0
  ${EndIf}
  Call Place
FunctionEnd

; By the desktop, which runs with the person's own rights and account, whoever's this installer has now.
Function OpenForThePerson
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\Common Ground.exe"'
FunctionEnd

Section "Common Ground"
  SetOutPath "$INSTDIR"
  ; Files of an older version would mix with the new ones.
  RMDir /r "$INSTDIR\_internal"
  File /r "${SOURCE}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\Common Ground.exe"
  WriteRegStr SHCTX "Software\Classes\.deal" "" "${PROGID}"
  WriteRegStr SHCTX "Software\Classes\${PROGID}" "" "Common Ground sheet"
  WriteRegStr SHCTX "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\Common Ground.exe,0"
  WriteRegStr SHCTX "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\Common Ground.exe" "%1"'
  WriteRegStr SHCTX "Software\Classes\common-ground" "" "URL:Common Ground invite"
  WriteRegStr SHCTX "Software\Classes\common-ground" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\common-ground\shell\open\command" "" '"$INSTDIR\Common Ground.exe" "%1"'
  WriteRegStr SHCTX "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\Common Ground.exe"
  WriteRegStr SHCTX "${KEY}" "Publisher" "The Common Ground authors"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  WriteRegDWORD SHCTX "${KEY}" "Everybody" $Everybody
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" "$0"
  ${If} $Everybody = 1
    ; Only from the same network, only for this program.
    nsExec::Exec 'netsh advfirewall firewall delete rule name="${RULE}"'
    Pop $0
    nsExec::Exec 'netsh advfirewall firewall add rule name="${RULE}" dir=in action=allow program="$INSTDIR\Common Ground.exe" remoteip=localsubnet enable=yes'
    Pop $0
  ${EndIf}
SectionEnd

Function un.onInit
  ${If} ${RunningX64}
    SetRegView 64
  ${EndIf}
  StrCpy $Everybody 0
  SetShellVarContext current
  ReadRegStr $0 HKLM "${KEY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    !insertmacro NEED_RIGHTS "$INSTDIR\uninstall.exe"
    StrCpy $Everybody 1
    SetShellVarContext all
  ${EndIf}
FunctionEnd

Section "Uninstall"
  ${If} $Everybody = 1
    nsExec::Exec 'netsh advfirewall firewall delete rule name="${RULE}"'
    Pop $0
  ${EndIf}
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\Common Ground.exe"
  Delete "$INSTDIR\commonground.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey SHCTX "Software\Classes\common-ground"
  DeleteRegKey SHCTX "Software\Classes\${PROGID}"
  ReadRegStr $0 SHCTX "Software\Classes\.deal" ""
  ${If} $0 == "${PROGID}"
    DeleteRegKey SHCTX "Software\Classes\.deal"
  ${EndIf}
  DeleteRegKey SHCTX "${KEY}"
  ; What the person has made (drafts, agreements) stays.
SectionEnd
