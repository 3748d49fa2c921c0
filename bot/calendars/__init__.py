"""The office's own calendars: when somebody is busy there. Loaded only where a setting names one."""
