import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.util.Base64;

/** Reads lines of day, tab, text in base 64; writes the TimeML of each in base 64 (empty where HeidelTime fails). */
public class HeidelTimeLines {
  public static void main(String[] given) throws Exception {
    HeidelTimeStandalone tagger = new HeidelTimeStandalone(
        Language.valueOf(given[0]), DocumentType.NEWS, OutputType.TIMEML, "conf/config.props", POSTagger.NO, true);
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    SimpleDateFormat days = new SimpleDateFormat("yyyy-MM-dd");
    for (String line; (line = lines.readLine()) != null; ) {
      String[] parts = line.split("\t");
      String found = "";
      try {
        found = tagger.process(new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8), days.parse(parts[0]));
      } catch (Exception error) {
        found = "";
      }
      out.println(Base64.getEncoder().encodeToString(found.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
