/** What one would show a friend: a page to hear, see and read a run by. */
package dev.etude.report;
