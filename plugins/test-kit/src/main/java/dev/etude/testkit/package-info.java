/** What every plugin must pass: one abstract JUnit class for each door, to inherit by saying which plugin is meant. */
package dev.etude.testkit;
