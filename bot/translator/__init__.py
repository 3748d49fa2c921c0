"""The translation server of the office: what it can be asked, and who asks it. Loaded only where there is one."""
