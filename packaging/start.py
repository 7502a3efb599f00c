"""Entry point of the packaged program."""

import sys

from lotse_desk.__main__ import main

sys.exit(main())
