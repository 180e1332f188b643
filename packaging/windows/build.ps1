# Builds dist\commonground-VERSION-windows-ARCH.exe on Windows and, beside it, the list of what is inside.
# Needs Python 3.13 and NSIS.
$ErrorActionPreference = "Stop"
Set-Location "$PSScriptRoot\..\.."
$env:PYTHONHASHSEED = "0"
$env:SOURCE_DATE_EPOCH = git log -1 --format=%ct
$version = (Select-String -Path desktop\__init__.py -Pattern '^__version__ = "(.+)"').Matches[0].Groups[1].Value
$number = (($version -replace '[^0-9.].*$', '').Trim('.') + ".0.0.0").Split('.')[0..3] -join '.'
python -m venv build\venv
if ($LASTEXITCODE) { throw "There is no Python with venv" }
$python = "build\venv\Scripts\python.exe"
& $python -m pip install --quiet --require-hashes --only-binary :all: -r packaging\requirements-build.lock
if ($LASTEXITCODE) { throw "The locked packages were not installed" }
& $python packaging\icons.py build\icons
if ($LASTEXITCODE) { throw "The icons were not made" }
& $python -m PyInstaller --noconfirm --clean --distpath build\bundle --workpath build\work packaging\common-ground.spec
if ($LASTEXITCODE) { throw "PyInstaller failed" }
& $python packaging\contents.py licences build\bundle\commonground\licences
if ($LASTEXITCODE) { throw "A licence text is missing" }
& $python packaging\smoke.py build\bundle\commonground\commonground.exe "build\bundle\commonground\Common Ground.exe"
if ($LASTEXITCODE) { throw "The bundled program does not run" }
New-Item -ItemType Directory -Force dist | Out-Null
& $python packaging\contents.py sbom "dist\commonground-$version-windows-$env:PROCESSOR_ARCHITECTURE.cdx.json"
if ($LASTEXITCODE) { throw "The list of what is inside failed" }
$output = (Resolve-Path dist).Path + "\commonground-$version-windows-$env:PROCESSOR_ARCHITECTURE.exe"
$makensis = "makensis"
if (-not (Get-Command makensis -ErrorAction SilentlyContinue)) { $makensis = "${env:ProgramFiles(x86)}\NSIS\makensis.exe" }
& $makensis -INPUTCHARSET UTF8 -V2 -WX "-DVERSION=$version" "-DNUMBER=$number" "-DSOURCE=$((Resolve-Path build\bundle\commonground).Path)" "-DOUTPUT=$output" "-DICON=$((Resolve-Path build\icons\commonground.ico).Path)" packaging\windows\installer.nsi
if ($LASTEXITCODE) { throw "makensis failed" }
Write-Output $output
