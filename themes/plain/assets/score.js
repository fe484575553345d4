// Stands in the page of a score: when all questions are answered, says the band and hides what does not hold, with its heading. The sums
// are those of the styles, the limits those of the page (hubgen/diagnosis/scale.py); answers go nowhere.
(function(d,said,sections){
function all(what,inside){return[].slice.call((inside||d).querySelectorAll(what))}
function show(){
var left=all("fieldset").length-all(":checked").length;
var sums=sections.map(function(one){
return all(":checked",one).reduce(function(sum,answer){return sum+ +answer.value},0)});
sums.unshift(sums.reduce(function(sum,one){return sum+one},0));
var words=all("[data-most]").map(function(one,n){
var band="";
all("[data-low]",one).forEach(function(range){
range.hidden=!left&&(sums[n]<+range.dataset.low||sums[n]>+range.dataset.high);
if(!range.hidden&&!n)band=": "+range.querySelector("b").textContent});
one.hidden=!all("[data-low]:not([hidden])",one).length;
var most=+one.dataset.most;
return one.dataset.name+" "+said.dataset.percent.replace("{n}",Math.floor(100*sums[n]/most))+band});
d.getElementById("areas").hidden=!all("[data-most]:not([hidden])")[1];
said.textContent=left?said.dataset.left+" "+left:words.join(". ")+"."}
d.addEventListener("change",show);
if(all(":checked").length)show()
})(document,document.getElementById("said"),[].slice.call(document.querySelectorAll(".score section")))
